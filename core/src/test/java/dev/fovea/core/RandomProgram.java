package dev.fovea.core;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.Spatial;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random graph of public operations with its inputs, parameters, results and updates: the same
 * for the same seed, so that each backend gets its own copy.
 *
 * <p>Numbers stay near 1 by construction, so that a tolerance means something. Operations that jump
 * (comparisons, maxima, and the gradients of rectifiers) are applied to exact values only: those
 * that every backend must compute to the same bits, since they come from the data by operations
 * that IEEE 754 defines.
 */
final class RandomProgram {
  private static final int[] BATCHES = {1, 2, 5, 15, 16, 17, 33, 100};
  private static final int MOST_ELEMENTS = 4000;

  private record Value(Tensor tensor, boolean exact) {
    Shape shape() {
      return tensor.shape();
    }

    int rank() {
      return tensor.shape().rank();
    }
  }

  private final SplittableRandom random;
  private final int batch;
  private final boolean differentiated;
  private final List<Value> values = new ArrayList<>();
  private final List<Tensor> places = new ArrayList<>();
  private final List<Tensor> labels = new ArrayList<>();
  private final List<Param> parameters = new ArrayList<>();
  private final List<Tensor> initial = new ArrayList<>();
  private final List<Tensor> results = new ArrayList<>();
  private final List<Update> updates = new ArrayList<>();
  private final Tensor step;

  RandomProgram(long seed) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 17);
    this.batch = BATCHES[random.nextInt(BATCHES.length)];
    this.differentiated = random.nextInt(5) < 3;
    this.step = place(DType.INT64, Shape.scalar());
    leaves();
    int wanted = values.size() + 5 + random.nextInt(random.nextBoolean() ? 12 : 50);
    for (int attempt = 0; values.size() < wanted && attempt < 400; attempt++) {
      operation();
    }
    results();
  }

  List<Tensor> inputs() {
    return places;
  }

  List<Param> parameters() {
    return parameters;
  }

  Compiled compile() {
    return Compiled.of(places, results, updates);
  }

  /** Values for the inputs: all different within a tensor, between −2 and 2; labels below 5. */
  List<Tensor> data(long seed) {
    SplittableRandom numbers = new SplittableRandom(seed);
    return places.stream()
        .map(place ->
            place.dtype() == DType.FLOAT32
                ? distinct(place.shape(), numbers)
                : Tensor.of(
                        numbers.ints(place.shape().size(), 0, 5).toArray(), place.shape().dims())
                    .to(place.dtype()))
        .toList();
  }

  /** The same, with some numbers that are not finite. */
  List<Tensor> strangeData(long seed) {
    SplittableRandom numbers = new SplittableRandom(seed);
    float[] strange = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    return data(seed).stream()
        .map(tensor -> {
          if (tensor.dtype() != DType.FLOAT32 || tensor.shape().size() == 0) {
            return tensor;
          }
          float[] changed = tensor.toFloatArray();
          for (int i = 0; i < 1 + changed.length / 3; i++) {
            changed[numbers.nextInt(changed.length)] = strange[numbers.nextInt(3)];
          }
          return Tensor.of(changed, tensor.shape().dims());
        })
        .toList();
  }

  /** Puts the parameters back to where they started. */
  void reset() {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).assign(initial.get(i));
    }
  }

  /** The graph, one operation a line. */
  String describe() {
    Graph graph = Trace.of(results, updates).graph();
    StringBuilder text = new StringBuilder("batch " + batch + "\n");
    for (int v = 0; v < graph.nodes().size(); v++) {
      Graph.Node node = graph.nodes().get(v);
      text.append(
          "%d: %s %s -> %s %s%n"
              .formatted(v, node.op(), node.inputs(), node.dtype(), node.shape()));
    }
    return text + "results " + graph.results() + ", writes " + graph.writes();
  }

  // ---- leaves ----

  private Tensor place(DType dtype, Shape shape) {
    Tensor tensor = Tensor.input(dtype, shape);
    places.add(tensor);
    return tensor;
  }

  private void leaves() {
    int c = 1 + random.nextInt(6);
    data(shape(2 + random.nextInt(3)));
    for (int i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(9)) {
        case 0 -> data(Shape.of(batch));
        case 1 -> data(Shape.scalar());
        case 2 -> data(Shape.of(c));
        case 3 -> data(Shape.of(batch, 1));
        case 4 -> data(Shape.of(1, c));
        case 5 -> data(Shape.of(1 + random.nextInt(7), 1 + random.nextInt(7)));
        case 6 -> data(Shape.of(batch, batch > 20 ? 3 : batch));
        default -> data(shape(2 + random.nextInt(3)));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> parameter(Shape.of(batch, 1));
        case 1 -> parameter(Shape.of(batch));
        case 2 -> parameter(Shape.of(batch, c));
        case 3 -> parameter(Shape.scalar());
        case 4 -> parameter(shape(2));
        default -> parameter(Shape.of(c));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      labels.add(place(random.nextBoolean() ? DType.INT64 : DType.INT32, Shape.of(batch)));
    }
  }

  /** Mostly the batch in front, at times not. */
  private Shape shape(int rank) {
    int[] dims = new int[rank];
    int most = batch > 20 ? 4 : 6;
    Arrays.setAll(dims, axis -> 1 + random.nextInt(most));
    if (random.nextInt(6) > 0) {
      dims[0] = batch;
    }
    if (rank == 4) {
      dims[1] = 1 + random.nextInt(3);
    }
    return Shape.of(dims);
  }

  private void data(Shape shape) {
    values.add(new Value(place(DType.FLOAT32, shape), true));
  }

  private Param parameter(Shape shape) {
    Tensor start = distinct(shape, random);
    Param parameter = Param.of("p" + parameters.size(), start);
    parameters.add(parameter);
    initial.add(start);
    values.add(new Value(parameter.value(), true));
    return parameter;
  }

  /** A weight, scaled so that products keep the size of their input. */
  private Tensor weight(int fanIn, int... dims) {
    return parameter(Shape.of(dims)).value().times(1 / Math.sqrt(fanIn));
  }

  private static Tensor distinct(Shape shape, SplittableRandom random) {
    float[] numbers = new float[shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) ((i + random.nextDouble(0.2, 0.8)) * 4 / numbers.length - 2);
    }
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float kept = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = kept;
    }
    return Tensor.of(numbers, shape.dims());
  }

  // ---- operations ----

  private Value any() {
    // The newest more often, so that graphs grow deep.
    int newest = values.size() - 1;
    return random.nextInt(3) == 0
        ? values.get(random.nextInt(values.size()))
        : values.get(Math.max(0, newest - random.nextInt(6)));
  }

  private void add(Tensor tensor, boolean exact) {
    if (tensor.shape().size() > 0 && tensor.shape().size() <= MOST_ELEMENTS) {
      values.add(new Value(tensor, exact));
    }
  }

  private boolean mayJump(Value x) {
    return x.exact() || !differentiated;
  }

  private void operation() {
    Value x = any();
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> unary(x);
      case 3, 4, 5 -> binary(x, any());
      case 6 -> comparison(x, any());
      case 7, 8 -> reduction(x);
      case 9, 10 -> normalization(x);
      case 11 -> softmax(x);
      case 12 -> reshape(x);
      case 13 -> permute(x);
      case 14 -> slice(x);
      case 15 -> concatenate(x, any());
      case 16 -> rearrange(x);
      case 17 -> product(x);
      case 18, 19 -> convolution(x);
      case 20 -> pool(x);
      case 21 -> classes(x);
      case 22 -> add(x.tensor().dropout(0.25, Seed.of(random.nextInt(9)), step), false);
      default -> spread(x);
    }
  }

  private void unary(Value value) {
    Tensor x = value.tensor();
    switch (random.nextInt(17)) {
      case 0 -> add(x.tanh(), false);
      case 1 -> add(x.sigmoid(), false);
      case 2 -> add(x.tanh().exp(), false);
      case 3 -> add(x.softplus(), false);
      case 4 -> add(x.erf(), false);
      case 5 -> add(x.gelu(), false);
      case 6 -> add(x.silu(), false);
      case 7 -> add(x.times(x).plus(0.5).sqrt(), value.exact());
      case 8 -> add(x.times(x).plus(0.5).log(), false);
      case 9 -> add(x.tanh().pow(3), false);
      case 10 -> add(x.negate(), value.exact());
      case 11 -> add(x.times(0.75).plus(0.1), value.exact());
      case 12 -> add(x.detach(), value.exact());
      default -> {
        if (mayJump(value)) {
          add(
              switch (random.nextInt(5)) {
                case 0 -> x.relu();
                case 1 -> x.abs();
                case 2 -> x.leakyRelu(0.1);
                case 3 -> x.clip(-0.7, 0.9);
                default -> x.hardSwish();
              },
              value.exact());
        }
      }
    }
  }

  private void binary(Value a, Value b) {
    if (!fits(a.shape(), b.shape())) {
      return;
    }
    boolean exact = a.exact() && b.exact();
    Tensor x = a.tensor();
    Tensor y = b.tensor();
    switch (random.nextInt(6)) {
      case 0 -> add(x.plus(y).times(0.6), exact);
      case 1 -> add(x.minus(y).times(0.6), exact);
      case 2 -> add(x.times(y), exact);
      case 3 -> add(x.dividedBy(y.times(y).plus(1)), exact);
      default -> {
        if (exact || !differentiated) {
          add(random.nextBoolean() ? x.maximum(y) : x.minimum(y), exact);
        }
      }
    }
  }

  private static boolean fits(Shape a, Shape b) {
    for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
      int one = a.dim(a.rank() - i);
      int other = b.dim(b.rank() - i);
      if (one != other && one != 1 && other != 1) {
        return false;
      }
    }
    return true;
  }

  private void comparison(Value a, Value b) {
    if (!a.exact() || !b.exact() || !fits(a.shape(), b.shape()) || a.tensor() == b.tensor()) {
      return;
    }
    Tensor x = a.tensor();
    Tensor y = b.tensor();
    Tensor condition = random.nextBoolean() ? x.less(y) : x.greaterOrEqual(y.plus(0.3));
    condition =
        switch (random.nextInt(4)) {
          case 0 -> condition.not();
          case 1 -> condition.and(x.greater(0.1));
          case 2 -> condition.or(y.less(-0.4));
          default -> condition;
        };
    switch (random.nextInt(3)) {
      case 0 -> add(condition.to(DType.FLOAT32), true);
      case 1 -> add(x.where(condition, y), true);
      default -> {
        Value other = any();
        if (fits(other.shape(), condition.shape())) {
          add(other.tensor().where(condition, 0.25), other.exact());
        }
      }
    }
  }

  private int[] someAxes(int rank) {
    int[] axes = IntStream.range(0, rank).filter(_ -> random.nextBoolean()).toArray();
    return axes.length == 0 && rank > 0 ? new int[] {random.nextInt(rank)} : axes;
  }

  private void reduction(Value value) {
    Tensor x = value.tensor();
    int[] axes = someAxes(value.rank());
    double count = 1;
    for (int axis : axes) {
      count *= x.shape().dim(axis);
    }
    Value folded =
        switch (random.nextInt(5)) {
          case 0 -> new Value(x.mean(axes).times(2), false);
          case 1 -> new Value(x.sum(axes).times(1 / Math.sqrt(count)), false);
          case 2 -> new Value(x.logSumExp(axes).minus(Math.log(count)), false);
          case 3 -> new Value(x.variance(0, axes), false);
          default -> new Value(x.max(axes), value.exact());
        };
    boolean jumps = folded.tensor().op() instanceof Max;
    if (axes.length == 0 || (jumps && !mayJump(value))) {
      return;
    }
    add(folded.tensor(), folded.exact());
    if (random.nextBoolean()) {
      Tensor kept = folded.tensor().keepDims(x.shape(), axes);
      add(random.nextBoolean() ? x.minus(kept).times(0.6) : kept, folded.exact() && value.exact());
    }
  }

  /** Statistics over some axes, the batch among them more often than not, put to use at once. */
  private void normalization(Value value) {
    Tensor x = value.tensor();
    if (value.rank() < 2) {
      return;
    }
    int[] axes =
        switch (random.nextInt(3)) {
          case 0 -> IntStream.range(0, value.rank()).filter(axis -> axis != 1).toArray();
          case 1 -> IntStream.range(1, value.rank()).toArray();
          default -> someAxes(value.rank());
        };
    Tensor mean = x.mean(axes).keepDims(x.shape(), axes);
    Tensor variance = x.variance(0, axes).keepDims(x.shape(), axes);
    Tensor y = x.minus(mean).dividedBy(variance.plus(0.3).sqrt());
    add(y, false);
    if (random.nextBoolean()) {
      Tensor gain = parameter(Shape.of(x.shape().dim(1))).value();
      add(y.times(gain.alongChannels(value.rank())).tanh(), false);
    }
  }

  private void softmax(Value value) {
    if (value.rank() > 0) {
      int axis = random.nextInt(value.rank());
      Tensor x = value.tensor();
      add(random.nextBoolean() ? x.softmax(axis) : x.logSoftmax(axis).times(0.5), false);
    }
  }

  private void reshape(Value value) {
    Tensor x = value.tensor();
    Shape shape = value.shape();
    int size = shape.size();
    Tensor y =
        switch (random.nextInt(6)) {
          case 0 -> value.rank() > 1 ? x.flatten(1) : x.reshape(1, size);
          case 1 -> x.reshape(size);
          case 2 ->
              value.rank() > 1 ? x.reshape(shape.dim(0) * shape.dim(1), -1) : x.reshape(-1, 1);
          case 3 -> size % batch == 0 ? x.reshape(batch, size / batch) : x;
          case 4 -> size % batch == 0 ? x.reshape(size / batch, batch) : x;
          default -> size % (2 * batch) == 0 ? x.reshape(batch, 2, -1) : x.reshape(1, -1);
        };
    add(y, value.exact());
  }

  private void permute(Value value) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, value.rank()).boxed().toList());
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    add(value.tensor().permute(order), value.exact());
  }

  private void slice(Value value) {
    if (value.rank() > 0) {
      int axis = random.nextInt(value.rank());
      int dim = value.shape().dim(axis);
      int start = random.nextInt(dim);
      int length = 1 + random.nextInt(dim - start);
      add(value.tensor().narrow(axis, start, length), value.exact());
    }
  }

  private void concatenate(Value a, Value b) {
    if (a.rank() == 0 || a.rank() != b.rank()) {
      return;
    }
    int axis = random.nextInt(a.rank());
    if (a.shape().with(axis, 1).equals(b.shape().with(axis, 1))) {
      add(Tensor.concatenate(axis, a.tensor(), b.tensor()), a.exact() && b.exact());
    }
  }

  private void rearrange(Value value) {
    int rank = value.rank();
    if (rank == 0) {
      return;
    }
    if (random.nextBoolean()) {
      add(value.tensor().flip(someAxes(rank)), value.exact());
    } else {
      List<Integer> before = new ArrayList<>();
      List<Integer> after = new ArrayList<>();
      for (int axis = 0; axis < rank; axis++) {
        before.add(random.nextInt(3) / 2);
        after.add(random.nextInt(3) / 2);
      }
      add(value.tensor().pad(before, after, 0.5), value.exact());
    }
  }

  private void product(Value value) {
    Tensor x = value.tensor();
    Shape shape = value.shape();
    if (value.rank() == 3) {
      double scale = 1 / Math.sqrt(shape.dim(2));
      add(x.matmul(x.transpose(1, 2)).times(scale).tanh(), false);
    }
    if (value.rank() != 2) {
      return;
    }
    int in = shape.dim(1);
    int out = 1 + random.nextInt(19);
    switch (random.nextInt(5)) {
      case 0 -> add(x.linear(weight(in, out, in)), false);
      case 1 -> add(x.matmul(weight(in, in, out)), false);
      case 2 -> add(x.transpose(0, 1).matmul(x).times(1.0 / shape.dim(0)), false);
      case 3 -> add(x.matmul(x.transpose(0, 1)).times(1.0 / in), false);
      default -> {
        Value right = any();
        if (right.rank() == 2 && right.shape().dim(0) == in) {
          add(x.matmul(right.tensor()).times(1 / Math.sqrt(in)).tanh(), false);
        } else if (right.rank() == 2 && right.shape().dim(1) == in) {
          add(x.linear(right.tensor()).times(1 / Math.sqrt(in)).tanh(), false);
        }
      }
    }
  }

  private void convolution(Value value) {
    int rank = value.rank() - 2;
    if (rank != 1 && rank != 2) {
      return;
    }
    Tensor x = value.tensor();
    int channels = value.shape().dim(1);
    int groups = random.nextInt(4) == 0 ? channels : 1;
    int perGroup = 1 + random.nextInt(groups > 1 ? 2 : 6);
    int[] kernel = new int[rank];
    int size = 1;
    for (int axis = 0; axis < rank; axis++) {
      kernel[axis] = 1 + random.nextInt(3);
      size *= kernel[axis];
    }
    Window window = Window.of(kernel).stride(1 + random.nextInt(2));
    if (random.nextBoolean()) {
      window = window.padding(1);
    }
    if (random.nextInt(4) == 0) {
      window = window.dilation(2);
    }
    window = window.resolve(Spatial.sizes(value.shape()));
    int[] dims = new int[rank + 2];
    System.arraycopy(kernel, 0, dims, 2, rank);
    boolean transposed = random.nextInt(4) == 0;
    dims[0] = transposed ? channels : groups * perGroup;
    dims[1] = transposed ? perGroup : channels / groups;
    for (int axis = 0; axis < rank; axis++) {
      int padded = value.shape().dim(2 + axis) + window.before(axis) + window.after(axis);
      int spread =
          (value.shape().dim(2 + axis) - 1) * window.stride().get(axis)
              - window.before(axis)
              - window.after(axis);
      if (transposed ? spread + window.extent(axis) < 1 : padded < window.extent(axis)) {
        return;
      }
    }
    Tensor weight = weight(size * dims[1], dims);
    Tensor y =
        transposed ? x.convTransposed(weight, window, groups) : x.conv(weight, window, groups);
    if (random.nextBoolean()) {
      y = y.plusChannels(parameter(Shape.of(y.shape().dim(1))).value()).times(0.6);
    }
    add(y, false);
  }

  private void pool(Value value) {
    int rank = value.rank() - 2;
    if (rank != 1 && rank != 2) {
      return;
    }
    Tensor x = value.tensor();
    int kernel = 1 + random.nextInt(3);
    for (int axis = 2; axis < value.rank(); axis++) {
      if (value.shape().dim(axis) < kernel) {
        return;
      }
    }
    int[] sizes = new int[rank];
    Arrays.fill(sizes, kernel);
    Window window = Window.of(sizes).stride(1 + random.nextInt(kernel));
    if (kernel > 1 && random.nextBoolean()) {
      window = window.padding(1);
    }
    window = window.ceilMode(random.nextInt(3) == 0);
    switch (random.nextInt(4)) {
      case 0 -> add(x.avgPool(window, random.nextBoolean()), false);
      case 1 -> {
        Arrays.setAll(sizes, axis -> 1 + random.nextInt(value.shape().dim(2 + axis)));
        add(x.adaptiveAvgPool(sizes), false);
      }
      default -> {
        if (mayJump(value)) {
          add(x.maxPool(window), value.exact());
        }
      }
    }
  }

  private void classes(Value value) {
    if (value.rank() == 2 && value.exact() && random.nextBoolean()) {
      Tensor best = value.tensor().argMax(random.nextInt(2));
      add(best.to(DType.FLOAT32).times(0.1), true);
      if (random.nextBoolean()) {
        results.add(best);
      }
      return;
    }
    if (labels.isEmpty()) {
      return;
    }
    Tensor label = labels.get(random.nextInt(labels.size()));
    switch (random.nextInt(4)) {
      case 0 -> add(label.oneHot(5), true);
      case 1 -> add(label.to(DType.FLOAT32).times(0.3), true);
      case 2 -> add(parameter(Shape.of(5, 1 + random.nextInt(4))).value().rows(label), true);
      default -> {
        if (value.rank() > 0 && value.shape().dim(0) >= 5) {
          add(value.tensor().rows(label), value.exact());
        }
      }
    }
  }

  /** A value repeated along new or old axes: over a batch, over features, over what is no batch. */
  private void spread(Value value) {
    Tensor x = value.tensor();
    int n = 1 + random.nextInt(4);
    Tensor y =
        switch (random.nextInt(5)) {
          case 0 ->
              value.rank() == 1
                  ? x.reshape(-1, 1).broadcastTo(Shape.of(value.shape().dim(0), n))
                  : x;
          case 1 -> x.broadcastTo(value.shape().insert(0, batch));
          case 2 -> x.broadcastTo(value.shape().insert(0, n));
          case 3 -> {
            Shape to = value.shape();
            for (int axis = 0; axis < to.rank(); axis++) {
              to = to.dim(axis) == 1 ? to.with(axis, axis == 0 ? batch : n) : to;
            }
            yield x.broadcastTo(to);
          }
          default -> Tensor.full(0.5, DType.FLOAT32, value.shape()).times(x);
        };
    add(y, value.exact());
  }

  // ---- what is asked for ----

  private void results() {
    List<Tensor> targets = new ArrayList<>();
    List<Tensor> gradients = List.of();
    if (differentiated) {
      Tensor loss = Tensor.zeros();
      for (int i = 0; i < 3; i++) {
        Tensor y = any().tensor();
        loss = loss.plus(y.times(y).mean().times(Math.sqrt(y.shape().size())));
      }
      parameters.forEach(parameter -> targets.add(parameter.value()));
      targets.add(any().tensor());
      targets.add(values.getFirst().tensor());
      gradients = Gradients.of(loss, targets);
      results.add(loss);
      for (Tensor gradient : gradients) {
        if (random.nextInt(4) > 0) {
          results.add(gradient);
        }
      }
    }
    for (int i = random.nextInt(5); i >= 0; i--) {
      results.add(any().tensor());
    }
    for (int i = 0; i < parameters.size(); i++) {
      Param parameter = parameters.get(i);
      Shape shape = parameter.shape();
      List<Value> fitting = values.stream().filter(value -> value.shape().equals(shape)).toList();
      switch (random.nextInt(4)) {
        case 0 -> {
          if (differentiated) {
            Tensor change = gradients.get(i).tanh().times(0.1);
            updates.add(new Update(parameter, parameter.value().minus(change)));
          }
        }
        case 1 ->
            updates.add(
                new Update(parameter, fitting.get(random.nextInt(fitting.size())).tensor()));
        case 2 ->
            updates.add(
                new Update(
                    parameter,
                    fitting.getLast().tensor().tanh().plus(parameter.value()).times(0.5)));
        default -> {}
      }
    }
  }
}
