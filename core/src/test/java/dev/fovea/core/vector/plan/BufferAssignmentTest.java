package dev.fovea.core.vector.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Buffer.Copies;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.WholeStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Buffers that share bytes are never in use together: random plans are played, byte by byte, and
 * whoever reads must find what was written last for it.
 */
class BufferAssignmentTest {
  private static final int BLOCKS = 3;
  private static final int WORKERS = 2;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyReaderFindsWhatWasWrittenForIt(long seed) {
    Plan plan = randomPlan(new SplittableRandom(seed));
    long bytes = new BufferAssignment(BLOCKS, WORKERS).place(plan);
    new Player(bytes).play(plan);
  }

  @Test
  void buffersThatFollowOneAnotherShareBytes() {
    Buffer a = Buffer.of(Copies.ONE, 1000);
    Buffer b = Buffer.of(Copies.ONE, 1000);
    Buffer c = Buffer.of(Copies.ONE, 1000);
    Plan plan =
        plan(
            List.of(
                new PlannedStage.Whole(
                    List.of(steps(List.of(), a), steps(List.of(a), b), steps(List.of(b), c)))),
            List.of(),
            List.of(c));
    assertThat(new BufferAssignment(0, 1).place(plan)).isEqualTo(2 * 1024);
    assertThat(Location.of(c).offset()).isEqualTo(Location.of(a).offset());
  }

  @Test
  void whatOneStageLeavesToAnotherLiesOncePerBlock() {
    Buffer kept = Buffer.of(Copies.PER_BLOCK, 64);
    Buffer passing = Buffer.of(Copies.PER_BLOCK, 64);
    Plan plan =
        plan(
            List.of(
                new PlannedStage.PerBlock(
                    List.of(steps(List.of(), passing), steps(List.of(passing), kept))),
                new PlannedStage.PerBlock(List.of(steps(List.of(kept))))),
            List.of(),
            List.of());
    assertThat(new BufferAssignment(BLOCKS, WORKERS).place(plan))
        .isEqualTo(BLOCKS * 64 + WORKERS * 64);
    assertThat(Location.of(kept).at(1, 2) - Location.of(kept).at(0, 0)).isEqualTo(2 * 64);
    assertThat(Location.of(passing).at(1, 2) - Location.of(passing).at(0, 0)).isEqualTo(64);
  }

  @Test
  void aBufferIsPlacedOnce() {
    Buffer buffer = Buffer.of(Copies.ONE, 1);
    buffer.place(0, 0, 0);
    assertThatThrownBy(() -> buffer.place(64, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a buffer is placed once");
  }

  // ---- random plans ----

  private static Plan randomPlan(SplittableRandom random) {
    List<Buffer> shared = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      shared.add(Buffer.of(Copies.ONE, 64 * random.nextInt(1, 5)));
    }
    List<Buffer> inputs = List.copyOf(shared);
    List<Buffer> blocked = new ArrayList<>();
    List<PlannedStage> stages = new ArrayList<>();
    for (int stage = 0; stage < random.nextInt(2, 7); stage++) {
      boolean isPerBlock = random.nextBoolean();
      List<PlannedSteps<BlockStep>> onBlocks = new ArrayList<>();
      List<PlannedSteps<WholeStep>> onAll = new ArrayList<>();
      for (int i = 0; i < random.nextInt(1, 6); i++) {
        List<Buffer> reads = new ArrayList<>(some(shared, random));
        List<Buffer> writes = new ArrayList<>();
        List<Buffer> scratch = new ArrayList<>();
        if (isPerBlock) {
          reads.addAll(some(blocked, random));
          Buffer made = Buffer.of(Copies.PER_BLOCK, 64 * random.nextInt(1, 5));
          writes.add(made);
          scratch.add(Buffer.of(Copies.PER_WORKER, 64 * random.nextInt(1, 5)));
          onBlocks.add(new PlannedSteps<>(List.of(), reads, writes, scratch));
          blocked.add(made);
        } else {
          Buffer made = Buffer.of(Copies.ONE, 64 * random.nextInt(1, 5));
          writes.add(made);
          scratch.add(Buffer.of(Copies.ONE, 64 * random.nextInt(1, 5)));
          onAll.add(new PlannedSteps<>(List.of(), reads, writes, scratch));
          shared.add(made);
        }
      }
      stages.add(isPerBlock ? new PlannedStage.PerBlock(onBlocks) : new PlannedStage.Whole(onAll));
    }
    return plan(stages, inputs, some(shared, random));
  }

  private static List<Buffer> some(List<Buffer> buffers, SplittableRandom random) {
    return buffers.stream().filter(buffer -> random.nextInt(3) == 0).toList();
  }

  private static <S> PlannedSteps<S> steps(List<Buffer> reads, Buffer... writes) {
    return new PlannedSteps<>(List.of(), reads, List.of(writes), List.of());
  }

  private static Plan plan(List<PlannedStage> stages, List<Buffer> inputs, List<Buffer> outputs) {
    return new Plan(stages, List.of(), List.of(), List.of(), inputs, outputs, Map.of(), 0);
  }

  /** Fills and reads the bytes of buffers as the steps of a plan would. */
  private static final class Player {
    private final byte[] memory;
    private final Map<String, Byte> expected = new TreeMap<>();
    private final Map<Buffer, Integer> numbers = new LinkedHashMap<>();
    private byte next;

    Player(long bytes) {
      this.memory = new byte[Math.toIntExact(bytes)];
    }

    void play(Plan plan) {
      plan.inputs().forEach(buffer -> write(buffer, 0, 0));
      for (PlannedStage stage : plan.stages()) {
        if (stage instanceof PlannedStage.PerBlock) {
          playBlocks(stage);
        } else {
          stage.groups().forEach(group -> play(group, 0, 0));
        }
      }
      plan.outputs().forEach(buffer -> read(buffer, 0, 0));
    }

    /** Workers take turns group by group, each with a block of its own. */
    private void playBlocks(PlannedStage stage) {
      for (int first = 0; first < BLOCKS; first += WORKERS) {
        for (PlannedSteps<?> group : stage.groups()) {
          for (int worker = 0; worker < WORKERS && first + worker < BLOCKS; worker++) {
            play(group, worker, first + worker);
          }
        }
      }
    }

    private void play(PlannedSteps<?> group, int worker, int block) {
      group.reads().forEach(buffer -> read(buffer, worker, block));
      group.scratch().forEach(buffer -> write(buffer, worker, block));
      group.writes().forEach(buffer -> write(buffer, worker, block));
      group.scratch().forEach(buffer -> read(buffer, worker, block));
      group.reads().forEach(buffer -> read(buffer, worker, block));
    }

    private String key(Buffer buffer, int worker, int block) {
      int number = numbers.computeIfAbsent(buffer, _ -> numbers.size());
      return switch (buffer.copies()) {
        case ONE -> number + "";
        case PER_WORKER -> number + " of worker " + worker;
        case PER_BLOCK -> number + " of block " + block;
      };
    }

    private void write(Buffer buffer, int worker, int block) {
      next++;
      int at = Math.toIntExact(Location.of(buffer).at(worker, block));
      for (int i = 0; i < buffer.bytes(); i++) {
        memory[at + i] = next;
      }
      expected.put(key(buffer, worker, block), next);
    }

    private void read(Buffer buffer, int worker, int block) {
      String key = key(buffer, worker, block);
      Byte written = expected.get(key);
      int at = Math.toIntExact(Location.of(buffer).at(worker, block));
      for (int i = 0; i < buffer.bytes() && written != null; i++) {
        assertThat(memory[at + i]).as("buffer %s", key).isEqualTo(written);
      }
    }
  }
}
