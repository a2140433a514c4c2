package dev.fovea.nn;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * A part of a network, or a whole one: a value made of configuration, {@linkplain Param
 * parameters}, {@linkplain StateBuffer buffers} and other layers. Write your own as a record:
 *
 * <pre>{@code
 * record Block(Conv2d conv1, Conv2d conv2) implements Layer {
 *   public Tensor forward(Tensor x, Pass pass) {
 *     Tensor y = pass.call("conv1", conv1, x).relu();
 *     return pass.call("conv2", conv2, y).plus(x).relu();
 *   }
 * }
 * }</pre>
 *
 * <p>The components of a record are found by themselves: {@link Param}, {@link StateBuffer}, {@link
 * Layer}, {@code Optional} and {@code List} of these, and {@code Map<String, Layer>}. Their names,
 * in lower case with underscores ({@code runningMean} is {@code running_mean}), joined by dots, are
 * the paths of parameters: {@code layer1.0.conv1.weight}, as in PyTorch's {@code state_dict}.
 */
public interface Layer {
  /**
   * Records what the layer computes.
   *
   * @param x the input, its first axis the examples
   * @param pass training or evaluation, and everything that goes with it
   * @throws dev.fovea.core.shape.ShapeError if the input does not fit
   */
  Tensor forward(Tensor x, Pass pass);

  /** The layers inside, by name, in order; those of a record are its components. */
  default SequencedMap<String, Layer> children() {
    return RecordParts.of(this).children();
  }

  /** The parameters of this layer itself, by name; those of a record are its components. */
  default SequencedMap<String, Param> parameters() {
    return RecordParts.of(this).parameters();
  }

  /**
   * What this layer itself remembers but no optimizer trains, such as running statistics, by name;
   * in a record, the components of type {@link StateBuffer}.
   */
  default SequencedMap<String, Param> buffers() {
    return RecordParts.of(this).buffers();
  }

  /**
   * What automatic names of this kind of layer start with: the name of its class in lower case,
   * without the number of dimensions ({@code MaxPool2d} is {@code maxpool}); {@code layer} if the
   * class has none.
   */
  default String kind() {
    String name = getClass().isSynthetic() ? "" : getClass().getSimpleName();
    return name.isEmpty() ? "layer" : name.replaceFirst("[123]d$", "").toLowerCase(Locale.ROOT);
  }

  // ---- the whole model ----

  /** Every parameter (not buffer) of this layer and those inside, by path. */
  default SequencedMap<String, Param> allParameters() {
    SequencedMap<String, Param> found = new LinkedHashMap<>(parameters());
    children()
        .forEach((name, child) ->
            child
                .allParameters()
                .forEach((path, parameter) -> found.put(name + "." + path, parameter)));
    return found;
  }

  /**
   * Everything that is saved: parameters and buffers of this layer and those inside, by path, in
   * PyTorch's order (own parameters, own buffers, then child by child).
   */
  default SequencedMap<String, Param> stateDict() {
    SequencedMap<String, Param> found = new LinkedHashMap<>(parameters());
    found.putAll(buffers());
    children()
        .forEach((name, child) ->
            child
                .stateDict()
                .forEach((path, parameter) -> found.put(name + "." + path, parameter)));
    return found;
  }

  /** Copies of all values of {@link #stateDict}, which later training leaves alone. */
  default SequencedMap<String, Tensor> snapshot() {
    SequencedMap<String, Tensor> values = new LinkedHashMap<>();
    stateDict().forEach((path, parameter) -> values.put(path, parameter.snapshot()));
    return values;
  }

  /**
   * Overwrites all parameters and buffers. Nothing is changed if a value is missing, unexpected or
   * of another shape or type.
   *
   * @param values one tensor for each path of {@link #stateDict}
   * @throws StateMismatch if paths, shapes or types differ; it lists every difference
   */
  default void load(Map<String, Tensor> values) {
    SequencedMap<String, Param> state = stateDict();
    StateMismatch.check(state, values);
    state.forEach(
        (path, parameter) -> parameter.assign(Objects.requireNonNull(values.get(path), path)));
  }

  /**
   * Keeps optimizers from changing the parameters whose path matches. Batch normalization whose
   * weight and bias are both frozen works as in evaluation: its running statistics stay as they are
   * (in PyTorch they would follow the data until {@code eval()} is called).
   *
   * @param pattern a path in which {@code *} stands for any characters, such as {@code conv*} or
   *     {@code *.bias}; a path of a layer stands for all parameters in it
   * @throws IllegalArgumentException if no parameter matches
   */
  default void freeze(String pattern) {
    PathPattern.of(pattern).select(allParameters()).values().forEach(Param::freeze);
  }

  /** Lets optimizers change the parameters again whose path matches; see {@link #freeze}. */
  default void unfreeze(String pattern) {
    PathPattern.of(pattern).select(allParameters()).values().forEach(Param::unfreeze);
  }

  /**
   * This layer with another layer at a path; the rest, parameters included, is shared.
   *
   * @param path names from child to child, such as {@code fc} or {@code layer1.0.conv1}
   * @throws IllegalArgumentException if there is no such child
   */
  default Layer replace(String path, Layer replacement) {
    return Replacement.in(this, path, replacement);
  }

  /** The layer at a path, such as {@code layer1.0.conv1}. */
  default Layer child(String path) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    Layer child = children().get(name);
    if (child == null) {
      throw new IllegalArgumentException(
          "no layer " + name + ": expected one of " + children().sequencedKeySet());
    }
    return dot < 0 ? child : child.child(path.substring(dot + 1));
  }

  /**
   * The layer at a path, as what it is: {@code net.child("conv1", Conv2d.class).weight()}.
   *
   * @throws IllegalArgumentException if there is no such layer, or it is something else
   */
  default <L extends Layer> L child(String path, Class<L> type) {
    Layer child = child(path);
    if (!type.isInstance(child)) {
      throw new IllegalArgumentException(
          "layer "
              + path
              + ": expected "
              + type.getSimpleName()
              + " but was "
              + child.getClass().getSimpleName());
    }
    return type.cast(child);
  }

  /**
   * How many numbers the rows of a summary count for children that use parameters of this layer,
   * beside their own; by name. Usually none do.
   */
  default Map<String, Long> numbersPerChild() {
    return Map.of();
  }

  /**
   * A table of the layers inside, their output shapes and numbers of parameters.
   *
   * @param example the sizes of one example, without the batch axis
   */
  default Summary summary(Shape example) {
    return Summary.of(this, example, DType.FLOAT32);
  }

  /**
   * The output for some examples in evaluation mode, computed in batches. To predict again and
   * again, keep a {@link #predictor}.
   *
   * @param x the examples {@code [N, …]}
   */
  default Tensor predict(Tensor x) {
    return predictor().predict(x);
  }

  /** Predicts without recording anew what this layer computes. */
  default Predictor predictor() {
    return new Predictor(this);
  }

  /** The innermost layers of this one, in order; this itself if it has no children. */
  default List<Layer> leaves() {
    if (children().isEmpty()) {
      return List.of(this);
    }
    List<Layer> found = new ArrayList<>();
    children().values().forEach(child -> found.addAll(child.leaves()));
    return found;
  }
}
