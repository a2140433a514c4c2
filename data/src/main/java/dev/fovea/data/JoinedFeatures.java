package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

/** The examples of one source, followed by those of another. */
final class JoinedFeatures implements Features {
  private final Features first;
  private final Features second;

  JoinedFeatures(Features first, Features second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public int size() {
    return first.size() + second.size();
  }

  @Override
  public Shape exampleShape() {
    return first.exampleShape();
  }

  @Override
  public void copy(int example, float[] into, int offset) {
    Objects.checkIndex(example, size());
    if (example < first.size()) {
      first.copy(example, into, offset);
    } else {
      second.copy(example - first.size(), into, offset);
    }
  }

  @Override
  public void digest(MessageDigest digest) {
    first.digest(digest);
    second.digest(digest);
  }

  /** The transforms of both sources: they are the same, or the sources could not be joined. */
  @Override
  public List<Transform> transforms() {
    return first.transforms();
  }

  @Override
  public Features map(Transform transform) {
    return new JoinedFeatures(first.map(transform), second.map(transform));
  }
}
