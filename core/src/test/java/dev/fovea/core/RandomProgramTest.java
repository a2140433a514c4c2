package dev.fovea.core;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs on every backend: near the specification, to the same bits whatever the number of
 * threads, and untouched by what an earlier run left in memory.
 *
 * <p>{@code -Dfovea.programs=20000} runs more of them, {@code -Dfovea.firstProgram=4711} starts
 * elsewhere: a failure names its seed.
 */
@Tag("slow")
class RandomProgramTest {
  private static final long FIRST = Long.getLong("fovea.firstProgram", 0);
  private static final long PROGRAMS = Long.getLong("fovea.programs", 300);
  private static final double TOLERANCE = 1e-4;

  /** What one backend made of a program: the results and parameters of each run. */
  private record Outcome(List<List<Tensor>> runs) {}

  @Test
  void backendsAgree() {
    for (long seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      try {
        check(seed);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "program " + seed + ", " + new RandomProgram(seed).describe(), failure);
      }
    }
  }

  private static void check(long seed) {
    Outcome expected = outcome(seed, Engine.of("scalar", 1));
    for (String backend : Backends.others()) {
      Outcome first = outcome(seed, Engine.of(backend, 1));
      compare(backend, first, expected);
      for (int threads = 2; threads <= 3; threads++) {
        same(
            backend + " with " + threads + " threads",
            outcome(seed, Engine.of(backend, threads)),
            first);
      }
    }
  }

  private static Outcome outcome(long seed, Engine engine) {
    return engine.run(() -> {
      RandomProgram program = new RandomProgram(seed);
      Compiled compiled = program.compile();
      List<List<Tensor>> runs = new ArrayList<>();
      runs.add(run(program, compiled, program.data(seed)));
      runs.add(run(program, compiled, program.data(~seed)));
      run(program, compiled, program.strangeData(seed));
      program.reset();
      same(
          "after strange data",
          new Outcome(List.of(run(program, compiled, program.data(seed)))),
          new Outcome(List.of(runs.getFirst())));
      return new Outcome(runs);
    });
  }

  private static List<Tensor> run(RandomProgram program, Compiled compiled, List<Tensor> data) {
    List<Tensor> found = new ArrayList<>(compiled.run(data));
    program.parameters().forEach(parameter -> found.add(parameter.snapshot()));
    return found;
  }

  private static void same(String what, Outcome found, Outcome expected) {
    for (int run = 0; run < expected.runs().size(); run++) {
      for (int i = 0; i < expected.runs().get(run).size(); i++) {
        double[] a = found.runs().get(run).get(i).toDoubleArray();
        double[] b = expected.runs().get(run).get(i).toDoubleArray();
        if (!Arrays.equals(a, b)) {
          fail("%s: result %d of run %d: mismatch at %d", what, i, run, Arrays.mismatch(a, b));
        }
      }
    }
  }

  private static void compare(String backend, Outcome found, Outcome expected) {
    for (int run = 0; run < expected.runs().size(); run++) {
      List<Tensor> results = expected.runs().get(run);
      for (int i = 0; i < results.size(); i++) {
        double largest = 0.1;
        for (double value : results.get(i).toDoubleArray()) {
          largest = Math.max(largest, Math.abs(value));
        }
        Closeness.of(0, TOLERANCE * largest)
            .check(
                backend + ": result " + i + " of run " + run,
                found.runs().get(run).get(i),
                results.get(i));
      }
    }
  }
}
