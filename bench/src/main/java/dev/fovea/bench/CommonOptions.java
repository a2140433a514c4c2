package dev.fovea.bench;

import dev.fovea.bench.network.Workload;
import dev.fovea.bench.network.Workloads;
import dev.fovea.bench.run.Jvm;
import dev.fovea.bench.run.Lanes;
import dev.fovea.bench.run.Sides;
import dev.fovea.bench.side.Job;
import dev.fovea.bench.side.RunMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What several commands ask for. */
final class CommonOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads each engine may use; by default one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--models",
      paramLabel = "NAME",
      split = ",",
      description = "Only these models; by default all.")
  private List<String> models = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many processes of each engine; by default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--quick", description = "One short round: a first impression.")
  private boolean isQuick;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      description =
          "Floats in one of Fovea's vectors: 16, 8 or 4; by default as many as there are.")
  private @Nullable Integer lanes;

  List<Workload> workloads() {
    return models.isEmpty() ? Workloads.all() : models.stream().map(Workloads::named).toList();
  }

  int rounds() {
    Check.atLeastOne("--rounds", rounds);
    return isQuick ? 1 : rounds;
  }

  boolean isQuick() {
    return isQuick;
  }

  Jvm jvm() {
    Lanes wide = lanes == null ? Lanes.WIDEST : Lanes.of(lanes);
    return new Jvm(Path.of(System.getProperty("bench.home", "bench")), wide.flags());
  }

  Sides sides() {
    Check.atLeastOne("--threads", threads);
    return new Sides(jvm(), threads);
  }

  /**
   * The measurement of a model, with its own batches where none are asked for. The compiler of the
   * JVM works beside the threads of the engine, so that a training step of two threads on two cores
   * takes about four seconds to become as fast as it gets.
   */
  Job job(Workload workload, RunMode mode, List<Integer> batches) {
    List<Integer> own = mode == RunMode.TRAIN ? List.of(workload.batch()) : workload.predictions();
    double warmUp = mode == RunMode.TRAIN ? 8 : 4;
    return new Job(
        workload.name(),
        mode,
        batches.isEmpty() ? own : batches,
        threads,
        isQuick ? 0.75 * warmUp : warmUp,
        isQuick ? 0.5 : 0.8,
        true);
  }
}
