package dev.fovea.data;

/**
 * A place in a training run: the next batch of an epoch, both counted from 0. With the loader it is
 * all that is needed to continue exactly where one stopped.
 *
 * @param epoch from 0
 * @param batch from 0; as large as the number of batches at the end of an epoch
 */
public record Cursor(int epoch, int batch) {
  /** Checks that neither is negative. */
  public Cursor {
    if (epoch < 0 || batch < 0) {
      throw Problem.of("cursor: epoch and batch are counted from 0")
          .with("epoch", epoch)
          .with("batch", batch)
          .asBadArgument();
    }
  }

  /** The first batch of an epoch. */
  public static Cursor startOf(int epoch) {
    return new Cursor(epoch, 0);
  }
}
