package dev.fovea.bench.report;

import dev.fovea.bench.network.Work;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.run.Match;
import dev.fovea.bench.run.Rival;
import dev.fovea.bench.run.Rounds;
import dev.fovea.bench.side.Job;
import dev.fovea.bench.side.RunMode;
import dev.fovea.bench.side.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What follows from the rounds of a job. */
public final class Comparisons {
  private static final double MIB = 1024 * 1024;

  private Comparisons() {}

  /**
   * One comparison for each size of batch and each rival.
   *
   * @param peak GFLOP/s at most
   */
  public static List<Comparison> of(Workload workload, Job job, Match match, double peak) {
    List<Comparison> found = new ArrayList<>();
    for (int batch : job.batches()) {
      Work work = Work.of(workload.network(), batch);
      long operations = job.mode() == RunMode.TRAIN ? work.step() : work.forward();
      match
          .rivals()
          .forEach((rival, other) ->
              found.add(of(job, batch, operations, match.fovea(), rival, other, peak)));
    }
    return found;
  }

  private static Comparison of(
      Job job, int batch, long operations, Rounds fovea, Rival rival, Rounds other, double peak) {
    Sample own = fovea.milliseconds("", batch);
    Sample others = other.milliseconds("", batch);
    double gflops = operations / own.median() / 1e6;
    Map<String, Double> ways = new LinkedHashMap<>();
    for (String way : fovea.otherWays(batch)) {
      ways.put(way, fovea.milliseconds(way, batch).median());
    }
    return new Comparison(
        job.model(),
        job.mode(),
        batch,
        job.threads(),
        own.median(),
        rival,
        others.median(),
        others.median() / own.median(),
        own.spread(),
        others.spread(),
        ways,
        batch * 1e3 / own.median(),
        batch * 1e3 / others.median(),
        gflops,
        gflops / peak,
        fovea.allocatedBytes(batch).median(),
        fovea.peakBytes().median() / MIB,
        other.peakBytes().median() / MIB);
  }
}
