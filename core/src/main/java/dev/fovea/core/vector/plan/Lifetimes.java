package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Buffer.Copies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From when to when each buffer of a plan is in use. Positions count the fusion groups of the plan
 * from 1, in the order in which they run; inputs are filled at 0, outputs read after the last.
 *
 * <p>Within a stage that runs block by block the groups do not follow one another for the whole
 * program: while one block is at the last group, another worker's block may be at the first. What
 * all blocks share is therefore in use for the whole stage; what a worker holds for its block
 * alone, between the groups that use it.
 */
final class Lifetimes {
  /** A buffer, the first and the last position that uses it, and in how many copies it lies. */
  record Lifetime(Buffer buffer, int first, int last, boolean isWorkers) {
    boolean overlaps(Lifetime other) {
      return first <= other.last && other.first <= last;
    }
  }

  private static final class Use {
    private int first = Integer.MAX_VALUE;
    private int last = -1;
    private int firstStage = Integer.MAX_VALUE;
    private int lastStage = -1;

    private void at(int position, int stage) {
      first = Math.min(first, position);
      last = Math.max(last, position);
      firstStage = Math.min(firstStage, stage);
      lastStage = Math.max(lastStage, stage);
    }
  }

  private record Span(int first, int last) {}

  private final Map<Buffer, Use> uses = new LinkedHashMap<>();
  private final List<Span> stages = new ArrayList<>();

  private Lifetimes(Plan plan) {
    plan.inputs().forEach(buffer -> use(buffer, 0, -1));
    int position = 1;
    for (PlannedStage stage : plan.stages()) {
      int number = stages.size();
      int first = position;
      for (PlannedSteps<?> group : stage.groups()) {
        int here = position++;
        group.reads().forEach(buffer -> use(buffer, here, number));
        group.writes().forEach(buffer -> use(buffer, here, number));
        group.scratch().forEach(buffer -> use(buffer, here, number));
      }
      boolean isPerBlock = stage instanceof PlannedStage.PerBlock;
      stages.add(isPerBlock ? new Span(first, position - 1) : new Span(-1, -1));
    }
    int end = position;
    plan.outputs().forEach(buffer -> use(buffer, end, stages.size()));
  }

  /** The lifetimes of all buffers that need a place, in the order of their first use. */
  static List<Lifetime> of(Plan plan) {
    Lifetimes lifetimes = new Lifetimes(plan);
    List<Lifetime> found = new ArrayList<>();
    lifetimes.uses.forEach((buffer, use) -> found.add(lifetimes.lifetime(buffer, use)));
    return found;
  }

  private void use(Buffer buffer, int position, int stage) {
    if (!buffer.isPlaced()) {
      uses.computeIfAbsent(buffer, _ -> new Use()).at(position, stage);
    }
  }

  private Lifetime lifetime(Buffer buffer, Use use) {
    boolean isWorkers =
        buffer.copies() == Copies.PER_WORKER
            || (buffer.copies() == Copies.PER_BLOCK && use.firstStage == use.lastStage);
    return isWorkers
        ? new Lifetime(buffer, use.first, use.last, true)
        : new Lifetime(buffer, startOf(use), endOf(use), false);
  }

  private int startOf(Use use) {
    Span stage = span(use.firstStage);
    return stage.first < 0 ? use.first : stage.first;
  }

  private int endOf(Use use) {
    Span stage = span(use.lastStage);
    return stage.last < 0 ? use.last : stage.last;
  }

  private Span span(int stage) {
    return stage >= 0 && stage < stages.size() ? stages.get(stage) : new Span(-1, -1);
  }
}
