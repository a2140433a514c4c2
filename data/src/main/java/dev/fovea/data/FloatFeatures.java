package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** Examples kept as float32 in memory. */
public final class FloatFeatures implements Features {
  private final float[] values;
  private final Shape exampleShape;
  private final int size;

  private FloatFeatures(float[] values, Shape exampleShape, int size) {
    this.values = values;
    this.exampleShape = exampleShape;
    this.size = size;
  }

  /**
   * Examples one after the other, each in row-major order. The array is kept, not copied.
   *
   * @throws IllegalArgumentException if the array does not hold whole examples
   */
  public static FloatFeatures of(float[] values, Shape exampleShape) {
    return new FloatFeatures(
        values, exampleShape, ByteFeatures.wholeExamples(values.length, exampleShape));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape exampleShape() {
    return exampleShape;
  }

  @Override
  public void copy(int example, float[] into, int offset) {
    Objects.checkIndex(example, size);
    int perExample = exampleShape.size();
    System.arraycopy(values, example * perExample, into, offset, perExample);
  }

  @Override
  public void digest(MessageDigest digest) {
    digest.update(
        ("float32 " + size + " x " + exampleShape + "\n").getBytes(StandardCharsets.UTF_8));
    int perExample = exampleShape.size();
    ByteBuffer bytes = ByteBuffer.allocate(4 * perExample).order(ByteOrder.LITTLE_ENDIAN);
    for (int example = 0; example < size; example++) {
      bytes.asFloatBuffer().put(values, example * perExample, perExample);
      digest.update(bytes.array());
    }
  }
}
