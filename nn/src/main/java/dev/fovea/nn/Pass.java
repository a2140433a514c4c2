package dev.fovea.nn;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One way through a network: for training or for evaluation. Layers with chance take it from here,
 * and leave here what they want to remember. A pass is used for one recording.
 */
public final class Pass {
  private final @Nullable Seed seed;
  private final @Nullable Tensor step;
  private final @Nullable Observer observer;
  private final List<Update> updates = new ArrayList<>();
  private String path = "";
  private long chances;

  private Pass(@Nullable Seed seed, @Nullable Tensor step, @Nullable Observer observer) {
    this.seed = seed;
    this.step = step;
    this.observer = observer;
  }

  /** Sees the output of each layer that is {@linkplain #call called}. */
  @FunctionalInterface
  public interface Observer {
    /**
     * A layer has given its output.
     *
     * @param path the names from the network to the layer, joined by dots
     */
    void called(String path, Layer layer, Tensor output);
  }

  /** A pass for evaluation: no dropout, batch normalization by its running statistics. */
  public static Pass evaluation() {
    return new Pass(null, null, null);
  }

  /** A pass for evaluation that shows the output of each layer. */
  public static Pass evaluation(Observer observer) {
    return new Pass(null, null, observer);
  }

  /**
   * A pass for training.
   *
   * @param seed where dropout masks come from
   * @param step the number of the step, another for each: masks depend on it
   */
  public static Pass training(Seed seed, long step) {
    return training(seed, Tensor.of(new long[] {step}));
  }

  /**
   * A pass for training in a program that is compiled once.
   *
   * @param seed where dropout masks come from
   * @param step a scalar int64, such as {@code Tensor.input(DType.INT64, Shape.scalar())}
   */
  public static Pass training(Seed seed, Tensor step) {
    if (step.dtype() != DType.INT64 || step.shape().rank() != 0) {
      throw ShapeError.of("pass: the step must be a single whole number")
          .fact("expected", Shape.scalar() + " " + DType.INT64)
          .fact("but was", step.shape() + " " + step.dtype());
    }
    return new Pass(seed, step, null);
  }

  /** Whether the network is being trained. */
  public boolean isTraining() {
    return step != null;
  }

  /**
   * The output of a child layer. An error in it says its name, as part of the full path.
   *
   * @param name the child's name in {@link Layer#children()}
   */
  public Tensor call(String name, Layer child, Tensor x) {
    return call(name, child, () -> List.of(child.forward(x, this))).getFirst();
  }

  /**
   * The outputs of a child of several inputs. An observer sees the first of them.
   *
   * @param name the child's name in {@link Layer#children()}
   */
  public List<Tensor> call(String name, Junction child, List<Tensor> inputs) {
    return call(name, child, () -> child.forward(inputs, this));
  }

  private List<Tensor> call(String name, Layer child, Supplier<List<Tensor>> forward) {
    String outer = path;
    path = outer.isEmpty() ? name : outer + "." + name;
    try {
      List<Tensor> outputs = forward.get();
      if (observer != null) {
        observer.called(path, child, outputs.getFirst());
      }
      return outputs;
    } catch (ShapeError error) {
      throw error.within(name);
    } finally {
      path = outer;
    }
  }

  /**
   * Dropout in training, {@code x} itself in evaluation. Each use in a pass has masks of its own,
   * which follow from the seed, the step and the order of the uses.
   *
   * @param rate the probability of 0
   */
  public Tensor dropout(Tensor x, double rate) {
    if (seed == null || step == null) {
      return x;
    }
    return x.dropout(rate, seed.split(chances++), step);
  }

  /**
   * Whether the same input would give the same output in every step, as far as this pass was
   * recorded: no chance was used, and nothing is to be remembered.
   */
  public boolean isRepeatable() {
    return chances == 0 && updates.isEmpty();
  }

  /** Leaves a new value for a buffer, to be written when the training step runs. */
  public void remember(StateBuffer buffer, Tensor value) {
    Param parameter = buffer.parameter();
    updates.add(new Update(parameter, value.detach()));
  }

  /** What layers want to remember: to be written together with the optimizer's step. */
  public List<Update> updates() {
    return List.copyOf(updates);
  }
}
