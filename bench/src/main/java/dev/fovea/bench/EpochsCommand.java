package dev.fovea.bench;

import dev.fovea.bench.run.Jvm;
import dev.fovea.bench.run.Sides;
import dev.fovea.bench.side.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole tutorial, from the shell. */
@Command(
    name = "epochs",
    description =
        "Trains the MNIST CNN as the tutorial does, from the shell: fovea train, and the same in"
            + " DJL. Prints wall seconds and the accuracy on the test set.")
final class EpochsCommand implements Callable<Integer> {
  private static final String DJL = "dev.fovea.bench.rival.DjlEpochs";
  private static final String ACCURACY = "test accuracy";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The folder with the four idx files of MNIST.")
  private @Nullable Path data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often to read the training set; by default ${DEFAULT-VALUE}.")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    Check.atLeastOne("--epochs", epochs);
    Sides sides = common.sides();
    Path fovea = sides.jvm().home().resolve("../fovea").normalize();
    // The first start builds the command, which is no part of the run.
    Jvm.ask(List.of(fovea.toString(), "--version"), Map.of(), "");
    Path runs = Files.createTempDirectory("epochs");
    PrintWriter out = spec.commandLine().getOut();
    try {
      for (int round = 0; round < common.rounds(); round++) {
        print(out, "fovea train mnist-cnn", fovea(fovea, sides, runs.resolve("run" + round)));
        print(out, "the same in DJL", djl(sides));
      }
    } finally {
      delete(runs);
    }
    return 0;
  }

  private Timed fovea(Path command, Sides sides, Path run) {
    long start = System.nanoTime();
    String accuracy =
        Jvm.ask(
                List.of(
                    command.toString(),
                    "train",
                    "mnist-cnn",
                    "--data",
                    String.valueOf(data),
                    "--epochs",
                    Integer.toString(epochs),
                    "--threads",
                    Integer.toString(sides.threads()),
                    "--out",
                    run.toString()),
                Map.of(),
                ACCURACY)
            .text();
    return new Timed((System.nanoTime() - start) / 1e9, accuracy.strip());
  }

  private Timed djl(Sides sides) {
    long start = System.nanoTime();
    String accuracy =
        sides
            .jvm()
            .rival(
                DJL, sides.threads(), Task.ANSWER, String.valueOf(data), Integer.toString(epochs))
            .text();
    return new Timed((System.nanoTime() - start) / 1e9, accuracy);
  }

  /** A run from its start to its end. */
  private record Timed(double seconds, String accuracy) {}

  private static void print(PrintWriter out, String what, Timed run) {
    out.printf(
        Locale.ROOT, "%-22s %7.1f s   test accuracy %s%n", what, run.seconds(), run.accuracy());
    out.flush();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
