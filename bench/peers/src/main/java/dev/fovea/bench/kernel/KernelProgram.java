package dev.fovea.bench.kernel;

import dev.fovea.bench.kernel.LayerKernel.Kernel;
import dev.fovea.bench.kernel.MemoryKernel.Operation;
import dev.fovea.bench.network.Network;
import dev.fovea.bench.network.Step;
import dev.fovea.bench.network.Work;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.network.Workloads;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH layer by layer and prints what follows. */
public final class KernelProgram {
  private static final int FEW = 1;
  private static final int MANY = 5;

  private final int threads;
  private final double peak;
  private final boolean isQuick;

  private KernelProgram(int threads, double peak, boolean isQuick) {
    this.threads = threads;
    this.peak = peak;
    this.isQuick = isQuick;
  }

  /**
   * Prints the tables.
   *
   * @param arguments the number of threads; GFLOP/s at most; {@code quick} or {@code thorough};
   *     names of workloads, joined by commas, or nothing; {@code memory} or nothing
   */
  public static void main(String... arguments) throws RunnerException {
    KernelProgram program =
        new KernelProgram(
            Integer.parseInt(arguments[0]),
            Double.parseDouble(arguments[1]),
            arguments[2].equals("quick"));
    if (!arguments[3].isEmpty()) {
      program.layers(List.of(arguments[3].split(",")));
    }
    if (!arguments[4].isEmpty()) {
      program.memory();
    }
  }

  private void layers(List<String> models) throws RunnerException {
    System.out.printf(
        Locale.ROOT,
        "%-13s %-24s %-56s %-16s %10s %9s %8s%n",
        "model",
        "layer",
        "shape",
        "kernel",
        "µs",
        "GFLOP/s",
        "of peak");
    for (String model : models) {
      Workload workload = Workloads.named(model);
      List<Network.Placed> placed = workload.network().placed();
      Set<String> seen = new HashSet<>();
      boolean isFirst = true;
      for (int place = 0; place < placed.size(); place++) {
        Network.Placed at = placed.get(place);
        if (hasWeights(at.step()) && seen.add(shape(at))) {
          for (Kernel kernel : Kernel.values()) {
            if (!isFirst || kernel != Kernel.INPUT_GRADIENT) {
              layer(workload, place, at, kernel);
            }
          }
        }
        isFirst &= !hasWeights(at.step());
      }
    }
  }

  private void layer(Workload workload, int place, Network.Placed at, Kernel kernel)
      throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                options(LayerKernel.class)
                    .param("model", workload.name())
                    .param("place", Integer.toString(place))
                    .param("kernel", kernel.name())
                    .build())
            .run();
    Map<Integer, Double> nanoseconds = new TreeMap<>();
    for (RunResult result : results) {
      nanoseconds.put(Integer.valueOf(result.getParams().getParam("copies")), score(result));
    }
    double one =
        (nanoseconds.getOrDefault(MANY, Double.NaN) - nanoseconds.getOrDefault(FEW, Double.NaN))
            / (MANY - FEW);
    double gflops = Work.ofLayer(at, workload.batch()) / one;
    System.out.printf(
        Locale.ROOT,
        "%-13s %-24s %-56s %-16s %10.1f %9.1f %7.1f%%%n",
        workload.name(),
        at.path() + name(at.step()),
        workload.batch() + " of " + shape(at),
        kernel.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        one / 1e3,
        gflops,
        100 * gflops / peak);
  }

  private void memory() throws RunnerException {
    System.out.printf(
        Locale.ROOT,
        "%n%-12s %12s %10s %8s %10s%n",
        "operation",
        "input",
        "µs",
        "GB/s",
        "of a copy");
    Collection<RunResult> results = new Runner(options(MemoryKernel.class).build()).run();
    Map<Integer, Double> copies = new TreeMap<>();
    for (Operation operation : Operation.values()) {
      for (RunResult result : results) {
        if (result.getParams().getParam("operation").equals(operation.name())) {
          int size = Integer.parseInt(result.getParams().getParam("size"));
          double nanoseconds = score(result);
          double rate = operation.bytes(MemoryKernel.inputs(size)) / nanoseconds;
          copies.putIfAbsent(size, rate);
          System.out.printf(
              Locale.ROOT,
              "%-12s %9.1f MB %10.1f %8.1f %9.0f%%%n",
              operation.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              MemoryKernel.inputs(size) * Float.BYTES / 1e6,
              nanoseconds / 1e3,
              rate,
              100 * rate / copies.getOrDefault(size, rate));
        }
      }
    }
  }

  private ChainedOptionsBuilder options(Class<?> benchmark) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName())
            .param("threads", Integer.toString(threads))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    return isQuick ? options.warmupIterations(2).measurementIterations(2) : options;
  }

  private static double score(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static boolean hasWeights(Step step) {
    return step instanceof Step.Convolution || step instanceof Step.Linear;
  }

  private static String name(Step step) {
    return switch (step) {
      case Step.Convolution convolution -> convolution.name();
      case Step.Linear linear -> linear.name();
      default -> "";
    };
  }

  private static String shape(Network.Placed at) {
    return switch (at.step()) {
      case Step.Convolution convolution ->
          "%s → %s, kernel %s, stride %d"
              .formatted(
                  sizes(at.input()),
                  sizes(at.output()),
                  sizes(convolution.kernel()),
                  convolution.stride());
      default -> sizes(at.input()) + " → " + sizes(at.output());
    };
  }

  private static String sizes(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}
