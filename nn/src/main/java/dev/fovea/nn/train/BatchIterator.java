package dev.fovea.nn.train;

import java.util.Iterator;

/** One walk through batches; what reads ahead after it is closed with it. */
final class BatchIterator implements AutoCloseable {
  private final Iterator<Batch> batches;

  BatchIterator(Iterable<Batch> source) {
    this.batches = source.iterator();
  }

  boolean hasNext() {
    return batches.hasNext();
  }

  Batch next() {
    return batches.next();
  }

  /** A batch that was read here will not be read any more. */
  void done(Batch batch) {
    if (batches instanceof BatchReader reader) {
      reader.takeBack(batch);
    }
  }

  @Override
  public void close() {
    if (batches instanceof AutoCloseable reader) {
      try {
        reader.close();
      } catch (RuntimeException failed) {
        throw failed;
      } catch (Exception failed) {
        throw new IllegalStateException("training: the batches could not be closed", failed);
      }
    }
  }
}
