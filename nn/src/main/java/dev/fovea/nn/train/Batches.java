package dev.fovea.nn.train;

import dev.fovea.core.Seed;
import java.util.Iterator;

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
   * @param batchSize examples per batch, at least 1
   */
  Iterable<Batch> inOrder(int batchSize);

  /**
   * Every example once, in an order that depends on the seed alone.
   *
   * @param batchSize examples per batch, at least 1
   * @param seed the seed of this walk; a trainer passes a different one for each epoch
   */
  Iterable<Batch> shuffled(int batchSize, Seed seed);

  /**
   * The same without the first batches: the rest of a walk that was broken off. Unless a data set
   * knows better, they are read and dropped.
   *
   * @param batchSize examples per batch, at least 1
   * @param seed the seed of the walk
   * @param from how many batches are omitted
   */
  default Iterable<Batch> shuffled(int batchSize, Seed seed, int from) {
    return () -> {
      Iterator<Batch> rest = shuffled(batchSize, seed).iterator();
      for (int i = 0; i < from && rest.hasNext(); i++) {
        rest.next();
      }
      return rest;
    };
  }
}
