package dev.fovea.nn.train;

import dev.fovea.core.Seed;

/**
 * Examples that can be read in batches, any number of times: what a trainer trains on and
 * evaluates. Data sets implement it.
 *
 * <p>All batches of one walk have the same shapes and types, except that the last holds the rest
 * and may have fewer examples. An iterator that also is {@link AutoCloseable} (because it reads
 * ahead on another thread, say) is closed by the reader, also when a walk is left early.
 */
public interface Batches {
  /** How many examples there are. */
  int size();

  /**
   * Every example once, in its own order.
   *
   * @param batchSize examples a batch, at least 1
   */
  Iterable<Batch> inOrder(int batchSize);

  /**
   * Every example once, in an order that depends on the seed alone.
   *
   * @param batchSize examples a batch, at least 1
   * @param seed the seed of this walk; a trainer gives another for each epoch
   */
  Iterable<Batch> shuffled(int batchSize, Seed seed);
}
