package dev.fovea.core.golden;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * Numbers in row-major order with their shape.
 *
 * @param shape the sizes of the axes; empty for a scalar
 * @param data the numbers; whole for {@code int64}, 0 or 1 for {@code bool}
 * @param dtype {@code float}, {@code int64} or {@code bool}
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for tests; nobody compares two Arrays
public record Array(int[] shape, double[] data, String dtype) {

  /** Checks that the shape holds as many numbers as there are. */
  public Array {
    if (size(shape) != data.length) {
      throw new IllegalArgumentException(
          "shape %s holds %d numbers, but there are %d"
              .formatted(Arrays.toString(shape), size(shape), data.length));
    }
  }

  static Array of(JsonNode node) {
    return new Array(
        Json.integers(Json.child(node, "shape")),
        Json.numbers(Json.child(node, "data")),
        node.path("dtype").asString("float"));
  }

  /** The numbers rounded to float32. Inputs are exact in float32, results are not. */
  public float[] floats() {
    float[] floats = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      floats[i] = (float) data[i];
    }
    return floats;
  }

  /** The numbers as {@code long}; for indices and flags. */
  public long[] longs() {
    long[] longs = new long[data.length];
    for (int i = 0; i < data.length; i++) {
      longs[i] = (long) data[i];
    }
    return longs;
  }

  private static long size(int[] shape) {
    return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
