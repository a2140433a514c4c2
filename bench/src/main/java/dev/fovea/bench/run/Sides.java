package dev.fovea.bench.run;

import dev.fovea.bench.peak.FmaPeak;
import dev.fovea.bench.side.Job;
import dev.fovea.bench.side.SideResult;
import dev.fovea.bench.side.Task;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks each side, in a process of its own.
 *
 * @param jvm how processes are started
 * @param threads how many threads each side may use
 */
public record Sides(Jvm jvm, int threads) {
  private static final String FOVEA = "dev.fovea.bench.fovea.FoveaSide";

  /** Fovea's figures for a job. */
  public SideResult fovea(Job job) {
    return figures(fovea(Task.MEASURE, json(job)));
  }

  /** Another engine's figures for the same job. */
  public SideResult rival(Rival rival, Job job) {
    return figures(rival(rival, Task.MEASURE, json(job)));
  }

  /** What Fovea answers to a task. */
  public Jvm.Answer fovea(Task task, String... arguments) {
    return jvm.fovea(FOVEA, Task.ANSWER, arguments(task, arguments));
  }

  /** What another engine answers to a task. */
  public Jvm.Answer rival(Rival rival, Task task, String... arguments) {
    return jvm.rival(rival.main(), threads, Task.ANSWER, arguments(task, arguments));
  }

  /** GFLOP/s of multiply-adds at most. */
  public double peak() {
    String main = FmaPeak.class.getName();
    return Double.parseDouble(jvm.fovea(main, Task.ANSWER, Integer.toString(threads)).text());
  }

  private String[] arguments(Task task, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = Integer.toString(threads);
    all[1] = task.word();
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }

  private static String json(Job job) {
    return JsonMapper.shared().writeValueAsString(job);
  }

  private static SideResult figures(Jvm.Answer answer) {
    return JsonMapper.shared().readValue(answer.text(), SideResult.class);
  }
}
