package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.plan.Lifetimes.Lifetime;
import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Buffer.Copies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every buffer of a plan its place in the arena: first what the whole program shares, then
 * one stretch for each worker. In each of the two, buffers share bytes if their {@link Lifetimes}
 * do not overlap: in the order of their first use each takes the first gap that is large enough.
 */
final class BufferAssignment {
  private final int blocks;
  private final int threads;

  /**
   * @param blocks how many blocks the examples of a batch make
   * @param threads how many workers there are
   */
  BufferAssignment(int blocks, int threads) {
    this.blocks = blocks;
    this.threads = threads;
  }

  /** Places all buffers of a plan; the bytes of the arena. */
  long place(Plan plan) {
    List<Lifetime> lifetimes = Lifetimes.of(plan);
    Map<Buffer, Long> shared = new LinkedHashMap<>();
    Map<Buffer, Long> workers = new LinkedHashMap<>();
    long sharedBytes = fit(lifetimes.stream().filter(each -> !each.isWorkers()).toList(), shared);
    long workerBytes = fit(lifetimes.stream().filter(Lifetime::isWorkers).toList(), workers);
    shared.forEach((buffer, offset) -> buffer.place(offset, 0, perBlock(buffer)));
    workers.forEach((buffer, offset) -> buffer.place(sharedBytes + offset, workerBytes, 0));
    return sharedBytes + workerBytes * threads;
  }

  private static long perBlock(Buffer buffer) {
    return buffer.copies() == Copies.PER_BLOCK ? buffer.bytes() : 0;
  }

  private long bytes(Lifetime lifetime) {
    Buffer buffer = lifetime.buffer();
    boolean isForEachBlock = !lifetime.isWorkers() && buffer.copies() == Copies.PER_BLOCK;
    return isForEachBlock ? buffer.bytes() * blocks : buffer.bytes();
  }

  private long fit(List<Lifetime> lifetimes, Map<Buffer, Long> offsets) {
    List<Lifetime> byStart =
        lifetimes.stream().sorted(Comparator.comparingInt(Lifetime::first)).toList();
    Gaps gaps = new Gaps();
    List<Lifetime> living = new ArrayList<>();
    for (Lifetime next : byStart) {
      living.removeIf(other -> {
        boolean isOver = other.last() < next.first();
        Long offset = offsets.get(other.buffer());
        if (isOver && offset != null) {
          gaps.give(offset, bytes(other));
        }
        return isOver;
      });
      offsets.put(next.buffer(), gaps.take(bytes(next)));
      living.add(next);
    }
    return gaps.size();
  }
}
