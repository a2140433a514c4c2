package dev.fovea.nn.train;

import java.util.Iterator;

/**
 * Batches one after the other that can lie in the same memory: what a data set gives as iterator if
 * it can read into memory that is used again. A caller that reads batches without giving them back
 * has each in memory of its own.
 */
public interface BatchReader extends Iterator<Batch>, AutoCloseable {
  /**
   * Takes back a batch that it gave and that nobody will read any more, once: later batches may
   * take the place of its inputs.
   */
  void takeBack(Batch batch);

  @Override
  void close();
}
