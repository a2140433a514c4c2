package dev.fovea.core.golden;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Ten steps of Adam(1e-3) of the digit network on synthetic images, one batch a step: conv1 (1 to
 * 8, 5x5), ReLU, max pool 2, conv2 (8 to 16, 5x5), ReLU, max pool 2, flatten, linear (256 to 10),
 * mean cross entropy.
 *
 * @param initial the first weights by PyTorch's names ({@code conv1.weight}), exact in float32
 * @param imageBitSums for each batch the sum of the images' {@link Float#floatToIntBits bits}
 * @param float64 the run in double precision: the reference
 * @param float32 the run in single precision: shows how far rounding alone leads
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for tests; nobody compares two of them
public record MnistCnn(
    String description, Map<String, Array> initial, long[] imageBitSums, Run float64, Run float32) {

  /** The number of batches, and so of steps. */
  public static final int BATCHES = 10;

  /** The number of images in a batch. */
  public static final int BATCH_SIZE = 20;

  private static final int PIXELS = 28 * 28;

  /**
   * A training run.
   *
   * @param firstLogits what the first weights make of the first batch, {@code [20, 10]}
   * @param firstGradients of the first batch's loss, by parameter
   * @param losses the loss of each batch, before its step
   * @param after1 all parameters after the first step
   * @param after10 all parameters after the tenth step
   */
  public record Run(
      Array firstLogits,
      Map<String, Array> firstGradients,
      double[] losses,
      Map<String, Array> after1,
      Map<String, Array> after10) {

    private static Run of(JsonNode node) {
      return new Run(
          Array.of(Json.child(node, "firstLogits")),
          Json.arrays(Json.child(node, "firstGradients")),
          Json.numbers(Json.child(node, "losses")),
          Json.arrays(Json.child(node, "after1")),
          Json.arrays(Json.child(node, "after10")));
    }
  }

  static MnistCnn of(JsonNode node) {
    JsonNode sums = Json.child(node, "imageBitSums");
    long[] imageBitSums = new long[sums.size()];
    for (int i = 0; i < imageBitSums.length; i++) {
      imageBitSums[i] = sums.get(i).asLong();
    }
    return new MnistCnn(
        Json.text(node, "description"),
        Json.arrays(Json.child(node, "initial")),
        imageBitSums,
        Run.of(Json.child(node, "float64")),
        Run.of(Json.child(node, "float32")));
  }

  /** The images of a batch, {@code [20, 1, 28, 28]}, the same bits as PyTorch was given. */
  public static float[] images(int batch) {
    float[] x = new float[BATCH_SIZE * PIXELS];
    for (int n = 0; n < BATCH_SIZE; n++) {
      for (int i = 0; i < PIXELS; i++) {
        int level = (n * 131 + i * 29 + batch * 17 + n * i % 7 * 53) % 256;
        x[n * PIXELS + i] = level / 255f;
      }
    }
    return x;
  }

  /** The classes of a batch, {@code [20]}. */
  public static long[] targets(int batch) {
    long[] targets = new long[BATCH_SIZE];
    for (int n = 0; n < BATCH_SIZE; n++) {
      targets[n] = (n * 7L + batch * 3L) % 10;
    }
    return targets;
  }
}
