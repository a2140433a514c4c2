package dev.fovea.bench;

import dev.fovea.bench.network.Workload;
import dev.fovea.bench.run.Sides;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fovea's kernels one by one. */
@Command(
    name = "kernels",
    description =
        "Times each convolution and linear layer of the models by JMH, forward and both gradients,"
            + " and operations that move much and compute little against a copy.")
final class KernelsCommand implements Runnable {
  private static final String PROGRAM = "dev.fovea.bench.kernel.KernelProgram";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--only",
      paramLabel = "layers|memory",
      description = "One of the two tables; by default both.")
  private List<Table> tables = List.of(Table.values());

  /** What can be asked for. */
  private enum Table {
    LAYERS,
    MEMORY
  }

  @Override
  public void run() {
    Sides sides = common.sides();
    double peak = sides.peak();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "threads: %d, together at most %.0f GFLOP/s%n", sides.threads(), peak);
    String models =
        common.workloads().stream().map(Workload::name).collect(Collectors.joining(","));
    sides
        .jvm()
        .show(
            out,
            PROGRAM,
            Integer.toString(sides.threads()),
            Double.toString(peak),
            common.isQuick() ? "quick" : "thorough",
            tables.contains(Table.LAYERS) ? models : "",
            tables.contains(Table.MEMORY) ? "memory" : "");
  }
}
