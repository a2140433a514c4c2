package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Some examples of another source, in an order of their own. */
final class SelectedFeatures implements Features {
  private final Features source;
  private final int[] examples;

  private SelectedFeatures(Features source, int[] examples) {
    this.source = source;
    this.examples = examples;
  }

  static Features of(Features source, int... examples) {
    return new SelectedFeatures(source, Selection.checked(examples, source.size()));
  }

  @Override
  public int size() {
    return examples.length;
  }

  @Override
  public Shape exampleShape() {
    return source.exampleShape();
  }

  @Override
  public void copy(int example, float[] into, int offset) {
    source.copy(examples[example], into, offset);
  }

  /** Counts the source as a whole, then which of its examples were chosen. */
  @Override
  public void digest(MessageDigest digest) {
    source.digest(digest);
    digest.update(("selected " + examples.length + "\n").getBytes(StandardCharsets.UTF_8));
    ByteBuffer chosen = ByteBuffer.allocate(4 * examples.length).order(ByteOrder.LITTLE_ENDIAN);
    chosen.asIntBuffer().put(examples);
    digest.update(chosen.array());
  }

  @Override
  public List<Transform> transforms() {
    return source.transforms();
  }

  /** Transforms the source, which may know a faster way than value by value. */
  @Override
  public Features map(Transform transform) {
    return new SelectedFeatures(source.map(transform), examples);
  }

  /** Looks through this view, so that a view of a view costs no more than a view. */
  @Override
  public Features select(int... chosen) {
    return new SelectedFeatures(source, Selection.of(examples, chosen));
  }
}
