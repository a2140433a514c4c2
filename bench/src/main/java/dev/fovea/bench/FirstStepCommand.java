package dev.fovea.bench;

import dev.fovea.bench.network.Workloads;
import dev.fovea.bench.run.Jvm;
import dev.fovea.bench.run.Rival;
import dev.fovea.bench.run.Sides;
import dev.fovea.bench.side.RunMode;
import dev.fovea.bench.side.Sample;
import dev.fovea.bench.side.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From the start of a process to its first result. */
@Command(
    name = "first-step",
    description =
        "Wall time from the start of the process to the first finished training step, and to a"
            + " single prediction of a saved model.")
final class FirstStepCommand implements Callable<Integer> {
  private static final int RUNS = 7;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "mnist-cnn",
      description = "The model; by default ${DEFAULT-VALUE}.")
  private String model = "mnist-cnn";

  @Override
  public Integer call() throws IOException {
    Workloads.named(model);
    Sides sides = common.sides();
    Path folder = Files.createTempDirectory("first-step");
    try {
      print("first training step", times(steps(sides, folder)));
      print("first prediction of a saved model", times(predictions(sides, folder)));
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
    return 0;
  }

  private Map<String, Supplier<Jvm.Answer>> steps(Sides sides, Path folder) {
    Path cache = folder.resolve("step.aot");
    flagged(sides, "-XX:AOTCacheOutput=" + cache).fovea(Task.FIRST_STEP, model);
    Sides cached = flagged(sides, "-XX:AOTCache=" + cache);
    Map<String, Supplier<Jvm.Answer>> ways = new LinkedHashMap<>();
    ways.put("fovea", () -> sides.fovea(Task.FIRST_STEP, model));
    ways.put("fovea, AOT cache", () -> cached.fovea(Task.FIRST_STEP, model));
    for (Rival rival : Rival.of(RunMode.TRAIN)) {
      ways.put(rival.label(), () -> sides.rival(rival, Task.FIRST_STEP, model));
    }
    return ways;
  }

  private Map<String, Supplier<Jvm.Answer>> predictions(Sides sides, Path folder) {
    String saved = folder.resolve("model.fovea").toString();
    sides.fovea(Task.SAVE, model, saved);
    Path cache = folder.resolve("prediction.aot");
    flagged(sides, "-XX:AOTCacheOutput=" + cache).fovea(Task.FIRST_PREDICTION, model, saved);
    Sides cached = flagged(sides, "-XX:AOTCache=" + cache);
    Map<String, Supplier<Jvm.Answer>> ways = new LinkedHashMap<>();
    ways.put("fovea", () -> sides.fovea(Task.FIRST_PREDICTION, model, saved));
    ways.put("fovea, AOT cache", () -> cached.fovea(Task.FIRST_PREDICTION, model, saved));
    for (Rival rival : Rival.of(RunMode.INFER)) {
      String other = folder.resolve("model." + rival.label()).toString();
      sides.rival(rival, Task.SAVE, model, other);
      ways.put(rival.label(), () -> sides.rival(rival, Task.FIRST_PREDICTION, model, other));
    }
    return ways;
  }

  private static Sides flagged(Sides sides, String flag) {
    return new Sides(sides.jvm().with(flag), sides.threads());
  }

  /** In turn; the first round, which reads files from the disk, does not count. */
  private Map<String, Sample> times(Map<String, Supplier<Jvm.Answer>> ways) {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    int runs = common.isQuick() ? 3 : RUNS;
    for (int run = 0; run <= runs; run++) {
      boolean counts = run > 0;
      ways.forEach((name, way) -> {
        double time = way.get().seconds();
        List<Double> own = seconds.computeIfAbsent(name, _ -> new ArrayList<>());
        if (counts) {
          own.add(time);
        }
      });
    }
    Map<String, Sample> samples = new LinkedHashMap<>();
    seconds.forEach((name, times) -> samples.put(name, Sample.of(times)));
    return samples;
  }

  private void print(String what, Map<String, Sample> times) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s of %s%n", what, model);
    times.forEach((name, seconds) ->
        out.printf(
            Locale.ROOT,
            "  %-18s %6.3f s  (%.3f to %.3f)%n",
            name,
            seconds.median(),
            seconds.least(),
            seconds.most()));
  }
}
