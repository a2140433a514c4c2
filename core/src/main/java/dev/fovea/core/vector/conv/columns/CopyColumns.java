package dev.fovea.core.vector.conv.columns;

import dev.fovea.core.vector.matmul.Panels;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;

/**
 * Packs the numbers of images {@code [examples, channels, positions]} into panels of neighboring
 * positions, those of a channel one row. Some examples make a group, which begins with a new panel.
 *
 * @param groups how positions fall into panels
 * @param channels channels of an image
 * @param columns the images as the columns of a window of one element
 * @param target {@link #bytes}
 */
record CopyColumns(ColumnGroups groups, int channels, Columns columns, Location target)
    implements WholeStep {
  static final long ROW = (long) Panels.WIDE * Float.BYTES;

  /** Floats that are worth a task: some 10 µs. */
  private static final int TASK = 1 << 15;

  /** Bytes from one panel to the next: a cache line more than a panel, which may be written. */
  static long step(int channels) {
    return Memory.aligned(channels * ROW + Lanes.BYTES);
  }

  /** Bytes of all panels. */
  static long bytes(ColumnGroups groups, int channels) {
    return groups.panels() * step(channels);
  }

  private int panelsATask() {
    return Math.clamp(TASK / Math.max(1, channels * Panels.WIDE), 1, groups.panels());
  }

  @Override
  public int tasks() {
    return Math.ceilDiv(groups.panels(), panelsATask());
  }

  @Override
  public long cost() {
    return 2L * panelsATask() * channels * Panels.WIDE;
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int first = task * panelsATask();
    for (int i = first; i < Math.min(groups.panels(), first + panelsATask()); i++) {
      columns.copy(
          memory,
          0,
          channels,
          groups.position(i),
          groups.count(i),
          memory.of(target),
          target.offset() + i * step(channels),
          ROW);
    }
  }

  @Override
  public String describe() {
    return "pack %d channels of %d positions".formatted(channels, groups.all());
  }
}
