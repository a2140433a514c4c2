package dev.fovea.formats.keras;

import dev.fovea.core.DType;
import dev.fovea.core.Parameter;
import dev.fovea.core.Shape;
import dev.fovea.core.ShapeError;
import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Flatten;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.Permute;
import dev.fovea.nn.Reshape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Layers of ours one after the other, as they come out of Keras', and what is known of the tensor
 * behind the last of them: its sizes, and in which order our axes stand for Keras'. An image {@code
 * [H, W, C]} of Keras is {@code [C, H, W]} here, in the order {@code [2, 0, 1]}; axes are counted
 * without that of the batch. Where a layer needs another order than there is, a {@link Permute} is
 * put in front; the first such layer says in which order the input comes.
 */
final class Chain {
  /** Sizes of what is flat. */
  private static final List<Integer> FLAT = List.of(0);

  private final Shape input;
  private final DType dtype;
  private final SequencedMap<String, Layer> layers = new LinkedHashMap<>();
  private final SequencedMap<String, String> names;
  private final Set<String> reserved;
  private List<Integer> inputOrder = List.of();
  private List<Integer> order = List.of();
  private @Nullable Tensor x;
  private Optional<Mixed> mixed = Optional.empty();

  /**
   * A flat tensor whose elements stand in another order than Keras'.
   *
   * @param sizes of ours before it was flattened
   * @param order of its axes then
   */
  private record Mixed(Shape sizes, List<Integer> order) {}

  /**
   * Begins with an input.
   *
   * @param input Keras' sizes of one example
   * @param names takes the names of weights by the path of the parameter they become
   * @param reserved names that belong to layers of Keras': those put between have others
   */
  Chain(Shape input, DType dtype, SequencedMap<String, String> names, Set<String> reserved) {
    this.input = input;
    this.dtype = dtype;
    this.names = names;
    this.reserved = reserved;
  }

  // ---- what is known ----

  /** How many axes there are, without that of the batch. */
  int rank() {
    return x == null ? input.rank() : x.shape().rank() - 1;
  }

  /** Our sizes of one example. */
  Shape sizes() {
    return x == null ? input : x.shape().without(0);
  }

  /** The size of an axis of Keras'. */
  int size(int axis) {
    return x == null ? input.dim(axis) : x.shape().dim(order.indexOf(axis) + 1);
  }

  /** Our axis for each of Keras': {@code order.get(i)} is Keras' axis at our i. */
  List<Integer> order() {
    return order;
  }

  SequencedMap<String, Layer> layers() {
    return layers;
  }

  /** How our axes of the input stand for Keras'. */
  List<Integer> inputOrder() {
    return inputOrder;
  }

  Shape inputSizes() {
    return Shape.of(inputOrder.stream().map(input::dim).toList());
  }

  /** All axes in Keras' order. */
  static List<Integer> asKeras(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }

  /** One axis first, the others behind it in Keras' order. */
  static List<Integer> first(int axis, int rank) {
    List<Integer> order = new ArrayList<>(asKeras(rank));
    order.remove(Integer.valueOf(axis));
    order.addFirst(axis);
    return order;
  }

  // ---- orders ----

  /** Channels first, then the spatial axes, of which there must be so many. */
  void arrangeChannels(LayerSpec layer, int spatialAxes) throws FormatException {
    if (rank() != spatialAxes + 1) {
      throw layer.refused(
          "it takes "
              + (spatialAxes == 1 ? "signals" : "images")
              + ", but an example has "
              + rank()
              + (rank() == 1 ? " axis" : " axes")
              + " in front of it");
    }
    arrange(layer, first(layer.isChannelsLast() ? spatialAxes : 0, spatialAxes + 1));
  }

  /** Brings the axes into an order. */
  void arrange(LayerSpec layer, List<Integer> wanted) throws FormatException {
    settle(layer, wanted);
    unmix(layer);
    if (!order.equals(wanted)) {
      List<Integer> steps = wanted.stream().map(order::indexOf).toList();
      put(layer, "permute", new Permute(steps));
      order = wanted;
    }
  }

  /** Decides in which order the input comes, unless that is known. */
  private void settle(LayerSpec layer, List<Integer> wanted) throws FormatException {
    if (x != null) {
      return;
    }
    inputOrder = wanted;
    order = wanted;
    x = Tensor.input(dtype, inputSizes().insert(0, 1));
    for (Layer pending : layers.sequencedValues()) {
      step(layer, pending);
    }
  }

  /** Elements of a flat tensor back in Keras' order. */
  private void unmix(LayerSpec layer) throws FormatException {
    if (mixed.isEmpty()) {
      return;
    }
    Mixed was = mixed.get();
    mixed = Optional.empty();
    put(layer, "unflatten", new Reshape(IntStream.of(was.sizes.dims()).boxed().toList()));
    List<Integer> back =
        asKeras(was.order.size()).stream().map(was.order::indexOf).toList();
    put(layer, "permute", new Permute(back));
    put(layer, "flatten", new Flatten());
  }

  /** Nothing comes behind. */
  void finish(LayerSpec last) throws FormatException {
    settle(last);
    unmix(last);
  }

  /** The input as it is if nobody cared: images with their channels first. */
  void settle(LayerSpec last) throws FormatException {
    settle(last, input.rank() == 3 ? first(2, 3) : asKeras(input.rank()));
  }

  /** Another name for the axes: nothing moves. */
  void relabel(LayerSpec layer, List<Integer> oldAxisOfNew) throws FormatException {
    settle(layer);
    order = order.stream().map(oldAxisOfNew::indexOf).toList();
  }

  // ---- flat tensors ----

  /** Joins all axes. Nothing is moved: the next layer with weights takes them as they come. */
  void flatten(LayerSpec layer) throws FormatException {
    settle(layer);
    if (rank() == 1) {
      return;
    }
    List<Integer> moving = order.stream().filter(axis -> size(axis) != 1).toList();
    if (!moving.stream().sorted().toList().equals(moving)) {
      mixed = Optional.of(new Mixed(sizes(), order));
    }
    put(layer, "", new Flatten());
    order = FLAT;
  }

  /**
   * Rows of a table, one an element of Keras' flat tensor, in the order of ours.
   *
   * @param rows {@code [features, …]}
   */
  Tensor inOurOrder(Tensor rows) {
    if (mixed.isEmpty()) {
      return rows;
    }
    Shape sizes = mixed.get().sizes;
    List<Integer> were = mixed.get().order;
    List<Integer> keras = new ArrayList<>(asKeras(were.size()).stream()
        .map(axis -> sizes.dim(were.indexOf(axis))).toList());
    Shape whole = rows.shape();
    int rest = whole.size() / sizes.size();
    keras.add(rest);
    List<Integer> moves = new ArrayList<>(were);
    moves.add(were.size());
    return rows.reshape(Shape.of(keras)).permute(moves).reshape(whole);
  }

  /** A flat tensor with every element where Keras has it. */
  void arrangeFlat(LayerSpec layer) throws FormatException {
    arrange(layer, FLAT);
  }

  /** What came was mixed, what goes is not: a layer with weights has seen to it. */
  void clearMixed() {
    mixed = Optional.empty();
  }

  // ---- layers ----

  /** A layer that treats all elements alike, whatever their order. */
  void addElementwise(LayerSpec spec, String suffix, Layer layer) throws FormatException {
    if (x == null) {
      layers.put(freeName(spec, suffix), layer);
    } else {
      put(spec, suffix, layer);
    }
  }

  /** A layer that leaves the axes as they are. */
  void add(LayerSpec spec, String suffix, Layer layer) throws FormatException {
    put(spec, suffix, layer);
  }

  /** A layer behind which the axes are others. */
  void add(LayerSpec spec, String suffix, Layer layer, List<Integer> newOrder)
      throws FormatException {
    put(spec, suffix, layer);
    order = newOrder;
  }

  /**
   * A layer with parameters.
   *
   * @param weights the names of its weights by the names of its parameters
   */
  void add(LayerSpec spec, String suffix, Layer layer, SequencedMap<String, String> weights)
      throws FormatException {
    String name = put(spec, suffix, layer);
    weights.forEach((parameter, weight) -> names.put(name + "." + parameter, weight));
    if (!spec.flag(true, "trainable")) {
      layer.allParameters().values().forEach(Parameter::freeze);
    }
  }

  /** Another meaning of the axes behind the last layer. */
  void becomes(List<Integer> newOrder) {
    order = newOrder;
  }

  private String put(LayerSpec spec, String suffix, Layer layer) throws FormatException {
    String name = freeName(spec, suffix);
    step(spec, layer);
    layers.put(name, layer);
    return name;
  }

  private void step(LayerSpec spec, Layer layer) throws FormatException {
    if (x == null) {
      throw new IllegalStateException(spec + ": the order of the input is not known");
    }
    try {
      x = layer.forward(x, Pass.evaluation());
    } catch (ShapeError | ArithmeticException wrong) {
      throw spec.refused(String.valueOf(wrong.getMessage())).causedBy(wrong);
    }
  }

  /** Keras' name, as far as a path allows it. */
  private String freeName(LayerSpec spec, String suffix) {
    String own = spec.name().replace('.', '_');
    String wanted = suffix.isEmpty() ? own : own + "_" + suffix;
    String name = wanted;
    for (int number = 2;
        layers.containsKey(name) || (!suffix.isEmpty() && reserved.contains(name));
        number++) {
      name = wanted + "_" + number;
    }
    return name;
  }
}
