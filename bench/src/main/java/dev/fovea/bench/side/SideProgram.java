package dev.fovea.bench.side;

import dev.fovea.bench.network.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The main program of a side, whatever its engine. */
public final class SideProgram {
  private SideProgram() {}

  /**
   * Does what it is told and prints the answer.
   *
   * @param contender the engine
   * @param arguments the number of threads, for engines that must know it early; the word of a
   *     {@link Task}; a job as JSON, or the name of a workload and, for files, a path
   */
  public static void run(Contender contender, String... arguments) throws IOException {
    Object answer =
        switch (Task.of(arguments[1])) {
          case MEASURE ->
              JsonMapper.shared()
                  .writeValueAsString(
                      new Measurement(
                              contender, JsonMapper.shared().readValue(arguments[2], Job.class))
                          .figures());
          case FIRST_STEP -> {
            var workload = Workloads.named(arguments[2]);
            yield contender.training(workload, workload.batch(), true).step();
          }
          case SAVE -> {
            contender.save(Workloads.named(arguments[2]), Path.of(arguments[3]));
            yield arguments[3];
          }
          case FIRST_PREDICTION ->
              contender.saved(Workloads.named(arguments[2]), Path.of(arguments[3])).run()[0];
        };
    System.out.println(Task.ANSWER + answer);
  }
}
