package dev.fovea.cli.tune;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Features;
import dev.fovea.data.Transform;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Inputs that several trials read at once: reading them need not be safe from two threads. */
final class LockedFeatures implements Features {
  private final Features inside;
  private final ReentrantLock lock = new ReentrantLock();

  private LockedFeatures(Features inside) {
    this.inside = inside;
  }

  static Dataset of(Dataset data) {
    return new Dataset(data.name(), new LockedFeatures(data.features()), data.targets());
  }

  @Override
  public int size() {
    return inside.size();
  }

  @Override
  public Shape exampleShape() {
    return inside.exampleShape();
  }

  @Override
  public void copy(int example, float[] into, int offset) {
    lock.lock();
    try {
      inside.copy(example, into, offset);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void digest(MessageDigest digest) {
    inside.digest(digest);
  }

  @Override
  public List<Transform> transforms() {
    return inside.transforms();
  }
}
