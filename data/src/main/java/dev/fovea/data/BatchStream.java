package dev.fovea.data;

import dev.fovea.core.Seed;
import dev.fovea.nn.train.Batch;
import dev.fovea.nn.train.BatchReader;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The batches of one epoch from some place on, some of them put together ahead by a background
 * thread. Used by one thread.
 *
 * <p>Work is handed to the background only when a batch is taken, never more than {@link
 * Loader#prefetch()} batches ahead, and done in order, one at a time. So a stream that is given up
 * half-way, even without {@link #close()}, leaves no waiting thread behind.
 */
public final class BatchStream implements BatchReader {
  private static final Executor BACKGROUND =
      task -> Thread.ofVirtual().name("fovea-prefetch").start(task);

  private final Loader loader;
  private final int[] order;
  private final int epoch;
  private final Seed chance;
  private final Queue<CompletableFuture<Batch>> ahead = new ArrayDeque<>();

  /** Inputs of batches that were given back. */
  private final Queue<float[]> spare = new ConcurrentLinkedQueue<>();

  private CompletableFuture<?> lastRequested = CompletableFuture.completedFuture(null);
  private int next;
  private int requested;
  private volatile boolean closed;

  BatchStream(Loader loader, Cursor start, int[] order, Seed chance) {
    this.loader = loader;
    this.order = order;
    this.epoch = start.epoch();
    this.chance = chance;
    this.next = start.batch();
    this.requested = start.batch();
  }

  /** Where the stream stands: the batch that {@link #next()} would give. */
  public Cursor cursor() {
    return new Cursor(epoch, next);
  }

  @Override
  public boolean hasNext() {
    return !closed && next < loader.batches();
  }

  /**
   * The next batch. An error of the background thread is thrown here, at the batch it belongs to,
   * and ends the stream.
   */
  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no more batches");
    }
    Batch batch = loader.prefetch() == 0 ? loader.batch(order, next, chance, spare) : fetched();
    next++;
    return batch;
  }

  private Batch fetched() {
    request();
    CompletableFuture<Batch> head = ahead.remove();
    try {
      Batch batch = head.join();
      request();
      return batch;
    } catch (CompletionException e) {
      close();
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /** Hands out work until as many batches are under way as may be. */
  private void request() {
    while (ahead.size() < loader.prefetch() && requested < loader.batches()) {
      int batch = requested++;
      CompletableFuture<Batch> future =
          lastRequested.thenApplyAsync(_ -> assemble(batch), BACKGROUND);
      ahead.add(future);
      lastRequested = future;
    }
  }

  private Batch assemble(int batch) {
    if (closed) {
      throw new CancellationException("the stream was closed");
    }
    return loader.batch(order, batch, chance, spare);
  }

  @Override
  public void takeBack(Batch batch) {
    batch
        .inputs()
        .storage()
        .segment()
        .heapBase()
        .ifPresent(base -> {
          if (base instanceof float[] inputs) {
            spare.add(inputs);
          }
        });
  }

  /** Stops the background work and ends the stream; closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    ahead.clear();
  }
}
