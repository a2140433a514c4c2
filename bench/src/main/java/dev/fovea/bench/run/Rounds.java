package dev.fovea.bench.run;

import dev.fovea.bench.side.Sample;
import dev.fovea.bench.side.SideResult;
import dev.fovea.bench.side.SideResult.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one side found in several rounds. */
public final class Rounds {
  private final List<SideResult> figures = new ArrayList<>();

  void add(SideResult found) {
    figures.add(found);
  }

  /** The numbers that must be equal for every side. */
  List<Double> check() {
    return figures.getFirst().check();
  }

  /** The ways of doing a batch of this size beside the one that counts. */
  public List<String> otherWays(int batch) {
    return figures.getFirst().timings().stream()
        .filter(timing -> timing.batch() == batch && !timing.way().isEmpty())
        .map(Timing::way)
        .toList();
  }

  /** Milliseconds, one value per round. */
  public Sample milliseconds(String way, int batch) {
    return sample(way, batch, Timing::milliseconds);
  }

  /** Bytes taken from the Java heap each step. */
  public Sample allocatedBytes(int batch) {
    return sample("", batch, Timing::allocatedBytes);
  }

  /** The most memory of the process. */
  public Sample peakBytes() {
    return Sample.of(figures.stream().map(found -> (double) found.peakBytes()).toList());
  }

  private Sample sample(String way, int batch, ToDoubleFunction<Timing> figure) {
    return Sample.of(
        figures.stream()
            .flatMap(found -> found.timings().stream())
            .filter(timing -> timing.batch() == batch && timing.way().equals(way))
            .map(figure::applyAsDouble)
            .toList());
  }
}
