package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Examples of another source, transformed as they are read. */
final class TransformedFeatures implements Features {
  private final Features source;
  private final Transform transform;
  private final Shape exampleShape;

  TransformedFeatures(Features source, Transform transform) {
    this.source = source;
    this.transform = transform;
    this.exampleShape = transform.outputShape(source.exampleShape());
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Shape exampleShape() {
    return exampleShape;
  }

  @Override
  public void copy(int example, float[] into, int offset) {
    Shape before = source.exampleShape();
    float[] untransformed = new float[before.size()];
    source.copy(example, untransformed, 0);
    transform.apply(untransformed, 0, before, into, offset);
  }

  @Override
  public void digest(MessageDigest digest) {
    source.digest(digest);
  }

  @Override
  public List<Transform> transforms() {
    List<Transform> all = new ArrayList<>(source.transforms());
    all.add(transform);
    return List.copyOf(all);
  }
}
