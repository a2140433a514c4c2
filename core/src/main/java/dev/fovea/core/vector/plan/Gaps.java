package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.run.Memory;
import java.util.Map;
import java.util.TreeMap;

/**
 * Places in a stretch of memory, handed out and taken back: the first gap that is large enough.
 * Values that do not live at the same time share memory, so that a block stays in cache.
 */
public final class Gaps {
  private final TreeMap<Long, Long> gaps = new TreeMap<>();
  private long end;

  /** The offset of a place of this many bytes (rounded up to cache lines). */
  public long take(long bytes) {
    long wanted = Memory.aligned(Math.max(bytes, 1));
    for (Map.Entry<Long, Long> gap : gaps.entrySet()) {
      if (gap.getValue() >= wanted) {
        long offset = gap.getKey();
        long left = gap.getValue() - wanted;
        gaps.remove(offset);
        if (left > 0) {
          gaps.put(offset + wanted, left);
        }
        return offset;
      }
    }
    long offset = end;
    end += wanted;
    return offset;
  }

  /** Takes a place back. */
  void give(long offset, long bytes) {
    long start = offset;
    long size = Memory.aligned(Math.max(bytes, 1));
    Map.Entry<Long, Long> before = gaps.lowerEntry(offset);
    if (before != null && before.getKey() + before.getValue() == start) {
      gaps.remove(before.getKey());
      start = before.getKey();
      size += before.getValue();
    }
    Long after = gaps.remove(start + size);
    gaps.put(start, after == null ? size : size + after);
  }

  /** Bytes that were ever needed at once. */
  public long size() {
    return end;
  }
}
