package dev.fovea.data;

import dev.fovea.core.Tensor;
import dev.fovea.nn.train.Batch;

/**
 * Blends each example of a batch with another one of it, and their classes in the same proportion:
 * λ of the one and 1 − λ of the other. The targets become probabilities, float32 {@code [N, K]},
 * which cross entropy takes. λ is drawn once a batch from Beta(α, α).
 *
 * @param alpha how much is blended: near 0 hardly ever, at 1 every λ is as likely; above 0, up to 1
 * @see <a href="https://arxiv.org/abs/1710.09412">Zhang et al. 2018, "mixup: beyond empirical risk
 *     minimization", figure 1</a>
 */
public record Mixup(double alpha) {
  /** Checks the number. */
  public Mixup {
    if (!(alpha > 0 && alpha <= 1)) {
      throw Problem.of("mixup: alpha is out of range")
          .with("expected", "above 0, up to 1")
          .with("found", alpha)
          .asBadArgument();
    }
  }

  /**
   * Blends a batch whose targets are class numbers.
   *
   * @param from its inputs
   * @param to takes the blended ones
   */
  Batch apply(Batch batch, float[] from, int classes, SplitMix64 chance, float[] to) {
    int size = batch.size();
    float share = (float) share(chance);
    int[] partners = chance.permutation(size);
    long[] labels = batch.targets().toLongArray();
    float[] targets = new float[size * classes];
    int perExample = from.length / size;
    for (int i = 0; i < size; i++) {
      int other = partners[i] * perExample;
      for (int j = 0; j < perExample; j++) {
        to[i * perExample + j] = share * from[i * perExample + j] + (1 - share) * from[other + j];
      }
      targets[i * classes + (int) labels[i]] += share;
      targets[i * classes + (int) labels[partners[i]]] += 1 - share;
    }
    return new Batch(
        Tensor.wrap(to, batch.inputs().shape().dims()), Tensor.wrap(targets, size, classes));
  }

  /**
   * A number of Beta(α, α), by rejection (Jöhnk 1964): two uniform numbers to the power of 1/α
   * whose sum is at most 1, the one divided by the sum. In logarithms, where small α does not
   * underflow.
   */
  double share(SplitMix64 chance) {
    while (true) {
      double x = StrictMath.log(1 - chance.nextDouble()) / alpha;
      double y = StrictMath.log(1 - chance.nextDouble()) / alpha;
      double larger = Math.max(x, y);
      double sum = larger + StrictMath.log(StrictMath.exp(x - larger) + StrictMath.exp(y - larger));
      if (sum <= 0) {
        return StrictMath.exp(x - sum);
      }
    }
  }
}
