package dev.fovea.bench;

import dev.fovea.bench.network.Workload;
import dev.fovea.bench.report.Comparison;
import dev.fovea.bench.report.ComparisonFile;
import dev.fovea.bench.report.ComparisonPicture;
import dev.fovea.bench.report.ComparisonTable;
import dev.fovea.bench.report.Comparisons;
import dev.fovea.bench.run.Match;
import dev.fovea.bench.run.Sides;
import dev.fovea.bench.side.Job;
import dev.fovea.bench.side.RunMode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares training steps and predictions with other engines. */
@Command(
    name = "peers",
    description =
        "Runs Fovea and other engines in turn, each in a process of its own, on the same inputs and"
            + " from the same weights. Prints no figures unless all compute the same.")
final class PeersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      description = "train, infer or both; by default both.")
  private List<RunMode> modes = List.of(RunMode.TRAIN, RunMode.INFER);

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description = "Examples of a step or a prediction, instead of the model's own.")
  private List<Integer> batches = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there.")
  private @Nullable Path json;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw the ratios there: .svg or .png.")
  private @Nullable Path picture;

  @Override
  public void run() {
    Check.atLeastOne("--batch", batches);
    List<Workload> workloads = common.workloads();
    Sides sides = common.sides();
    int rounds = common.rounds();
    PrintWriter out = spec.commandLine().getOut();
    double peak = sides.peak();
    out.printf("threads: %d, together at most %.0f GFLOP/s%n", sides.threads(), peak);
    ComparisonTable table = new ComparisonTable(out);
    List<Comparison> all = new ArrayList<>();
    for (RunMode mode : modes) {
      for (Workload workload : workloads) {
        Job job = common.job(workload, mode, batches);
        Match match = Match.of(sides, job, rounds);
        for (Comparison found : Comparisons.of(workload, job, match, peak)) {
          table.row(found);
          all.add(found);
        }
      }
    }
    table.means(all);
    table.warnings(all);
    if (json != null) {
      ComparisonFile.write(json, all);
    }
    if (picture != null) {
      ComparisonPicture.of(all, sides.threads()).save(picture);
    }
  }
}
