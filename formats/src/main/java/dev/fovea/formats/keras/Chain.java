package dev.fovea.formats.keras;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Junction;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.layer.Concatenation;
import dev.fovea.nn.layer.Flatten;
import dev.fovea.nn.layer.Merge;
import dev.fovea.nn.layer.Permute;
import dev.fovea.nn.layer.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Layers of ours one after the other, as they come out of Keras', and what is known of the tensor
 * after the last of them: its sizes, and in which order our axes stand for Keras'. An image {@code
 * [H, W, C]} of Keras is {@code [C, H, W]} here, in the order {@code [2, 0, 1]}; axes are counted
 * without that of the batch. Where a layer needs another order than there is, a {@link Permute} is
 * put in front; the first such layer says in which order the input comes.
 */
final class Chain {
  /** Sizes of what is flat. */
  private static final List<Integer> FLAT = List.of(0);

  private final Entry entry;
  private final Nodes nodes;
  private final List<Layer> pending = new ArrayList<>();
  private String value;
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

  /** An input of the network, shared by all chains that begin there. */
  static final class Entry {
    private final String name;
    private final Shape sizes;
    private final DType dtype;
    private List<Integer> order = List.of();

    /**
     * One whose axes may still come in any order.
     *
     * @param sizes Keras', of one example
     */
    Entry(String name, Shape sizes, DType dtype) {
      this.name = name;
      this.sizes = sizes;
      this.dtype = dtype;
    }

    String name() {
      return name;
    }

    /** How our axes stand for Keras'. */
    List<Integer> order() {
      return order;
    }

    /** Our sizes of one example. */
    Shape ourSizes() {
      return Shape.of(order.stream().map(sizes::dim).toList());
    }

    /** What it is if no layer cares: images with their channels first, all else as in Keras. */
    private List<Integer> natural() {
      return sizes.rank() == 3 ? first(2, 3) : asKeras(sizes.rank());
    }

    DType dtype() {
      return dtype;
    }

    /** Decides on the natural order if nobody has decided. */
    void settle() {
      settle(natural());
    }

    private void settle(List<Integer> wanted) {
      order = order.isEmpty() ? wanted : order;
    }
  }

  /** Begins with an input. */
  Chain(Entry entry, Nodes nodes) {
    this.entry = entry;
    this.nodes = nodes;
    this.value = entry.name;
  }

  /** Another way from here on. */
  Chain fork() {
    Chain way = new Chain(entry, nodes);
    way.pending.addAll(pending);
    way.value = value;
    way.order = order;
    way.x = x;
    way.mixed = mixed;
    return way;
  }

  // ---- what is known ----

  /** How many axes there are, without that of the batch. */
  int rank() {
    return x == null ? entry.sizes.rank() : x.shape().rank() - 1;
  }

  /** Our sizes of one example. */
  Shape sizes() {
    return x == null ? entry.sizes : x.shape().without(0);
  }

  /** The size of an axis of Keras'. */
  int size(int axis) {
    return x == null ? entry.sizes.dim(axis) : x.shape().dim(order.indexOf(axis) + 1);
  }

  /** Our axis for each of Keras': {@code order.get(i)} is Keras' axis at our i. */
  List<Integer> order() {
    return order;
  }

  /** The name of what it gives. */
  String value() {
    return value;
  }

  /** All axes in Keras' order. */
  static List<Integer> asKeras(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }

  /** One axis first, the others after it in Keras' order. */
  static List<Integer> first(int axis, int rank) {
    List<Integer> order = new ArrayList<>(asKeras(rank));
    order.remove(Integer.valueOf(axis));
    order.addFirst(axis);
    return order;
  }

  // ---- orders ----

  /** Channels first, then the spatial axes, of which there must be this many. */
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

  /**
   * Decides in which order the input comes, unless that is known. A layer that wants Keras' own
   * order does not keep images from having their channels first.
   */
  private void settle(LayerSpec layer, List<Integer> wanted) throws FormatException {
    if (x != null) {
      return;
    }
    boolean isPlain = wanted.equals(asKeras(wanted.size()));
    entry.settle(isPlain ? entry.natural() : wanted);
    order = entry.order;
    x = Tensor.input(entry.dtype, entry.ourSizes().insert(0, 1));
    for (Layer elementwise : pending) {
      step(layer, elementwise);
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
    List<Integer> back = asKeras(was.order.size()).stream().map(was.order::indexOf).toList();
    put(layer, "permute", new Permute(back));
    put(layer, "flatten", new Flatten());
  }

  /** Nothing comes after. */
  void finish(LayerSpec last) throws FormatException {
    settle(last);
    unmix(last);
  }

  /** Whatever order the input has by now, or naturally. */
  void settle(LayerSpec last) throws FormatException {
    settle(last, entry.natural());
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
    List<Integer> keras =
        new ArrayList<>(
            asKeras(were.size()).stream().map(axis -> sizes.dim(were.indexOf(axis))).toList());
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
      pending.add(layer);
      value = nodes.put(spec, suffix, layer, List.of(value));
    } else {
      put(spec, suffix, layer);
    }
  }

  /** A layer that leaves the axes as they are. */
  void add(LayerSpec spec, String suffix, Layer layer) throws FormatException {
    put(spec, suffix, layer);
  }

  /** A layer after which the axes are others. */
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
    weights.forEach((parameter, weight) -> nodes.remember(name + "." + parameter, weight));
    if (!spec.flag(true, "trainable")) {
      layer.allParameters().values().forEach(Param::freeze);
    }
  }

  /** Another meaning of the axes after the last layer. */
  void becomes(List<Integer> newOrder) {
    order = newOrder;
  }

  private String put(LayerSpec spec, String suffix, Layer layer) throws FormatException {
    step(spec, layer);
    value = nodes.put(spec, suffix, layer, List.of(value));
    return value;
  }

  private void step(LayerSpec spec, Layer layer) throws FormatException {
    Tensor before = x;
    if (before == null) {
      throw new IllegalStateException(spec + ": the order of the input is not known");
    }
    x = checked(spec, () -> layer.forward(before, Pass.evaluation()));
  }

  private static Tensor checked(LayerSpec spec, Supplier<Tensor> forward) throws FormatException {
    try {
      return forward.get();
    } catch (ShapeError | ArithmeticException wrong) {
      throw spec.refused(String.valueOf(wrong.getMessage())).causedBy(wrong);
    }
  }

  // ---- several made one ----

  /**
   * Brings chains to one order of axes.
   *
   * @param isElementwise whether flat tensors may stay mixed if all are so in the same way
   */
  private static void align(LayerSpec spec, List<Chain> chains, boolean isElementwise)
      throws FormatException {
    int rank = chains.getFirst().rank();
    if (chains.stream().anyMatch(chain -> chain.rank() != rank)) {
      throw spec.refused("what it joins has different numbers of axes");
    }
    for (Chain chain : chains) {
      chain.settle(spec);
    }
    Optional<Mixed> first = chains.getFirst().mixed;
    boolean areAlike =
        isElementwise && chains.stream().allMatch(chain -> chain.mixed.equals(first));
    for (Chain chain : chains) {
      if (!areAlike) {
        chain.unmix(spec);
      }
      if (!chain.order.equals(chains.getFirst().order)) {
        chain.arrange(spec, chains.getFirst().order);
      }
    }
  }

  /** Makes one of several, element by element. */
  static Chain merged(LayerSpec spec, List<Chain> chains, Merge.How how) throws FormatException {
    align(spec, chains, true);
    return joined(spec, chains, new Merge(how));
  }

  /**
   * Joins several along an axis.
   *
   * @param axis Keras'
   */
  static Chain concatenated(LayerSpec spec, List<Chain> chains, int axis) throws FormatException {
    align(spec, chains, false);
    return joined(spec, chains, new Concatenation(chains.getFirst().order.indexOf(axis)));
  }

  private static Chain joined(LayerSpec spec, List<Chain> chains, Junction junction)
      throws FormatException {
    Chain result = chains.getFirst();
    List<Tensor> inputs = new ArrayList<>();
    chains.forEach(chain -> inputs.add(Objects.requireNonNull(chain.x)));
    result.x = checked(spec, () -> junction.forward(inputs, Pass.evaluation()).getFirst());
    result.value = result.nodes.put(spec, "", junction, chains.stream().map(Chain::value).toList());
    return result;
  }
}
