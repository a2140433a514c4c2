package dev.fovea.bench;

import dev.fovea.bench.fovea.FoveaWeights;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.run.Jvm;
import dev.fovea.bench.run.Sides;
import dev.fovea.bench.side.Job;
import dev.fovea.bench.side.RunMode;
import dev.fovea.bench.side.Sample;
import dev.fovea.bench.side.Task;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What more threads bring, and that they change no bit. */
@Command(
    name = "scaling",
    description =
        "Training steps with 1 thread and with --threads of them, in turn; and whether the weights"
            + " are the same to the bit after some steps.")
final class ScalingCommand implements Callable<Integer> {
  private static final int STEPS = 12;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    List<Workload> workloads = common.workloads();
    Sides many = common.sides();
    int rounds = common.rounds();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "model          batch   ms, 1 thread   ms, %d threads   times as fast   weights%n",
        many.threads());
    boolean isSame = true;
    for (Workload workload : workloads) {
      isSame &= row(out, workload, many, rounds);
    }
    return isSame ? 0 : 1;
  }

  private boolean row(PrintWriter out, Workload workload, Sides many, int rounds) {
    Map<Integer, List<Double>> times = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int threads : List.of(1, many.threads())) {
        Job job = common.job(workload, RunMode.TRAIN, List.of()).withoutOtherWays();
        times
            .computeIfAbsent(threads, _ -> new ArrayList<>())
            .add(new Sides(many.jvm(), threads).fovea(job).timings().getFirst().milliseconds());
      }
    }
    double one = Sample.of(times.getOrDefault(1, List.of())).median();
    double all = Sample.of(times.getOrDefault(many.threads(), List.of())).median();
    boolean isSame =
        weights(many.jvm(), workload, 1).equals(weights(many.jvm(), workload, many.threads()));
    out.printf(
        Locale.ROOT,
        "%-13s %6d %14.3f %15.3f %15.2f   %s%n",
        workload.name(),
        workload.batch(),
        one,
        all,
        one / all,
        isSame ? "equal to the bit" : "DIFFERENT");
    out.flush();
    return isSame;
  }

  private static String weights(Jvm jvm, Workload workload, int threads) {
    return jvm.fovea(
            FoveaWeights.class.getName(),
            Task.ANSWER,
            Integer.toString(threads),
            workload.name(),
            Integer.toString(STEPS))
        .text();
  }
}
