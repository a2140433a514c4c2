package dev.fovea.nn.train;

import dev.fovea.core.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * An epoch that was begun.
 *
 * @param number its number, from 1
 * @param batches how many batches are done
 * @param batchSize examples per batch
 * @param examples how many examples the training set has
 * @param seconds how long it took so far
 * @param sums what was counted so far for the loss and each metric, by name; float64
 */
public record OpenEpoch(
    int number,
    int batches,
    int batchSize,
    int examples,
    double seconds,
    SequencedMap<String, Tensor> sums) {
  public OpenEpoch {
    if (number < 1 || batches < 0 || batchSize < 1 || examples < 1 || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          "open epoch: expected number, batch size and examples of at least 1 but was epoch "
              + number
              + ", "
              + batches
              + " batches of "
              + batchSize
              + " of "
              + examples
              + " examples, "
              + seconds
              + " s");
    }
    sums = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sums));
  }

  /** Refuses to continue with other examples or other batches: the figures would be of neither. */
  void checkFits(int epoch, Batches training, Fit fit) {
    int all = Math.ceilDiv(training.size(), fit.batchSize());
    if (number != epoch
        || batchSize != fit.batchSize()
        || examples != training.size()
        || batches > all) {
      throw new IllegalArgumentException(
          "training: the epoch at hand was begun otherwise"
              + "\n  expected: epoch %d of %d examples in batches of %d"
                  .formatted(epoch, training.size(), fit.batchSize())
              + "\n  found:    epoch %d of %d examples in batches of %d, %d of them done"
                  .formatted(number, examples, batchSize, batches));
    }
  }
}
