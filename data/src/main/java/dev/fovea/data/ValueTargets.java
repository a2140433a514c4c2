package dev.fovea.data;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Numbers to be predicted for each example; as a tensor float32 {@code [N, …targetShape]}. */
public final class ValueTargets implements Targets {
  private final float[] values;
  private final Shape targetShape;
  private final int size;

  private ValueTargets(float[] values, Shape targetShape, int size) {
    this.values = values;
    this.targetShape = targetShape;
    this.size = size;
  }

  /**
   * Targets one after the other, each of this shape in row-major order. The array is kept.
   *
   * @throws IllegalArgumentException if the array does not hold whole targets
   */
  public static ValueTargets of(float[] values, Shape targetShape) {
    return new ValueTargets(
        values, targetShape, ByteFeatures.wholeExamples(values.length, targetShape));
  }

  /** The shape of the target of one example. */
  public Shape targetShape() {
    return targetShape;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Tensor tensor(int[] examples) {
    return Tensor.of(gathered(examples), targetShape.insert(0, examples.length).dims());
  }

  @Override
  public ValueTargets select(int... examples) {
    int[] chosen = Selection.checked(examples, size);
    return new ValueTargets(gathered(chosen), targetShape, chosen.length);
  }

  private float[] gathered(int[] examples) {
    int perTarget = targetShape.size();
    float[] chosen = new float[examples.length * perTarget];
    for (int i = 0; i < examples.length; i++) {
      System.arraycopy(values, examples[i] * perTarget, chosen, i * perTarget, perTarget);
    }
    return chosen;
  }

  @Override
  public ValueTargets concat(Targets others) {
    if (!(others instanceof ValueTargets numbers) || !numbers.targetShape.equals(targetShape)) {
      throw Problem.of("concat: the targets differ in kind")
          .with("first", this)
          .with("second", others)
          .asBadArgument();
    }
    float[] all = Arrays.copyOf(values, values.length + numbers.values.length);
    System.arraycopy(numbers.values, 0, all, values.length, numbers.values.length);
    return new ValueTargets(all, targetShape, size + numbers.size);
  }

  @Override
  public void digest(MessageDigest digest) {
    digest.update(
        ("float32 " + size + " x " + targetShape + "\n").getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes.array());
  }

  /** The shape, such as {@code numbers [3]}. */
  @Override
  public String toString() {
    return "numbers " + targetShape;
  }
}
