package dev.fovea.core;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A named tensor that changes: a weight, a bias, a running statistic, or the state of an optimizer.
 * The one mutable thing in a network. Reading {@link #value()} while a graph is recorded puts the
 * parameter into the graph; an {@link Update} writes a new value when the graph runs.
 */
public final class Param {
  private final String name;
  private final Shape shape;
  private final Storage storage;

  /** Made when it is asked for: most changes come from programs that read the memory itself. */
  private @Nullable Tensor leaf;

  private long version;
  private boolean trainable = true;

  private Param(String name, Shape shape, DType dtype) {
    this.name = name;
    this.shape = shape;
    this.storage = Storage.aligned(dtype, shape.size());
  }

  /** A parameter that starts with a copy of the given value. */
  public static Param of(String name, Tensor initial) {
    Param parameter = new Param(name, initial.shape(), initial.dtype());
    parameter.storage.copyFrom(initial.storage());
    return parameter;
  }

  /** A parameter that starts with zeros. */
  public static Param zeros(String name, DType dtype, Shape shape) {
    return new Param(name, shape, dtype);
  }

  /** The name within its layer, such as {@code weight}. */
  public String name() {
    return name;
  }

  public Shape shape() {
    return shape;
  }

  public DType dtype() {
    return storage.dtype();
  }

  /** Whether optimizers change it; true unless {@linkplain #freeze() frozen}. */
  public boolean trainable() {
    return trainable;
  }

  /** Keeps optimizers from changing this parameter. */
  public void freeze() {
    trainable = false;
  }

  /** Lets optimizers change this parameter again. */
  public void unfreeze() {
    trainable = true;
  }

  /**
   * The value as a tensor of the graph. It stands for the value at this moment: computing something
   * from it after the parameter has changed is an error.
   */
  public synchronized Tensor value() {
    Tensor present = leaf;
    if (present == null) {
      present = Tensor.parameter(this);
      leaf = present;
    }
    return present;
  }

  /** A copy of the present value, which later changes leave alone. */
  public Tensor snapshot() {
    Storage copy = Storage.zeros(storage.dtype(), storage.size());
    copy.copyFrom(storage);
    return Tensor.of(shape, copy);
  }

  /**
   * Overwrites the value.
   *
   * @throws ShapeError if shape or type differ
   */
  public void assign(Tensor value) {
    if (!value.shape().equals(shape) || value.dtype() != dtype()) {
      throw ShapeError.of("parameter: the new value does not fit")
          .fact("parameter", name)
          .fact("expected", shape + " " + dtype())
          .fact("but was", value.shape() + " " + value.dtype());
    }
    storage.copyFrom(value.storage());
    changed();
  }

  /** Overwrites every number, rounded or cut to the type; for numbers that change each step. */
  public void assign(double number) {
    for (int i = 0; i < storage.size(); i++) {
      storage.put(i, number);
    }
    changed();
  }

  /** The memory of the value, for backends. */
  public Storage storage() {
    return storage;
  }

  synchronized void changed() {
    version++;
    leaf = null;
  }

  long version() {
    return version;
  }

  @Override
  public String toString() {
    return name + " " + shape + " " + dtype();
  }
}
