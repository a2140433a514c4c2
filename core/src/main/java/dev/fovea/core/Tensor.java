package dev.fovea.core;

import dev.fovea.core.op.Abs;
import dev.fovea.core.op.Add;
import dev.fovea.core.op.And;
import dev.fovea.core.op.ArgMax;
import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.Binary;
import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Cast;
import dev.fovea.core.op.Concatenate;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.Divide;
import dev.fovea.core.op.Dropout;
import dev.fovea.core.op.Equal;
import dev.fovea.core.op.Erf;
import dev.fovea.core.op.Exp;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.GatherRows;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.Less;
import dev.fovea.core.op.LessOrEqual;
import dev.fovea.core.op.Log;
import dev.fovea.core.op.LogSoftmax;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.Maximum;
import dev.fovea.core.op.Minimum;
import dev.fovea.core.op.Multiply;
import dev.fovea.core.op.Negate;
import dev.fovea.core.op.Not;
import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.Op;
import dev.fovea.core.op.Or;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Power;
import dev.fovea.core.op.Reduction;
import dev.fovea.core.op.Relu;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.Sigmoid;
import dev.fovea.core.op.Sign;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.Softplus;
import dev.fovea.core.op.Spatial;
import dev.fovea.core.op.Sqrt;
import dev.fovea.core.op.StopGradient;
import dev.fovea.core.op.Subtract;
import dev.fovea.core.op.Sum;
import dev.fovea.core.op.Tanh;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.op.Where;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Storage;
import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable array of numbers, given or still to be computed. Operations check shapes at once and
 * record what is to be done; a value is computed when it is asked for ({@link #item}, {@link
 * #toFloatArray}, printing) and kept. There is nothing to close: memory belongs to the garbage
 * collector.
 *
 * <p>Layouts are PyTorch's: images {@code [N, C, H, W]}, signals {@code [N, C, L]}. Element-wise
 * operations of two tensors broadcast as in NumPy.
 */
public final class Tensor {
  private final Op op;
  private final List<Tensor> inputs;
  private final Shape shape;
  private final DType dtype;
  private final @Nullable Param parameter;
  private final long parameterVersion;
  private volatile @Nullable Storage value;

  private Tensor(
      Op op,
      List<Tensor> inputs,
      Shape shape,
      DType dtype,
      @Nullable Param parameter,
      @Nullable Storage value) {
    this.op = op;
    this.inputs = inputs;
    this.shape = shape;
    this.dtype = dtype;
    this.parameter = parameter;
    this.parameterVersion = parameter == null ? 0 : parameter.version();
    this.value = value;
  }

  // ---- creation ----

  /** A float32 tensor of a copy of these values. */
  public static Tensor of(float[] values, int... dims) {
    return of(Shape.of(dims), Storage.of(values.clone()));
  }

  /** A float64 tensor of a copy of these values. */
  public static Tensor of(double[] values, int... dims) {
    return of(Shape.of(dims), Storage.of(values.clone()));
  }

  /** An int32 tensor of a copy of these values. */
  public static Tensor of(int[] values, int... dims) {
    return of(Shape.of(dims), Storage.of(values.clone()));
  }

  /** An int64 tensor of a copy of these values. */
  public static Tensor of(long[] values, int... dims) {
    return of(Shape.of(dims), Storage.of(values.clone()));
  }

  /** A uint8 tensor of a copy of these values, read as 0 to 255. */
  public static Tensor of(byte[] values, int... dims) {
    return of(Shape.of(dims), Storage.of(values.clone()));
  }

  /** A bool tensor of a copy of these values. */
  public static Tensor of(boolean[] values, int... dims) {
    return of(Shape.of(dims), Storage.of(values));
  }

  /**
   * A float32 tensor on the array itself, without a copy. The caller promises not to write to the
   * array while the tensor, or a tensor not yet computed from it, is in use.
   */
  public static Tensor wrap(float[] values, int... dims) {
    return of(Shape.of(dims), Storage.of(values));
  }

  /** A tensor of given numbers. */
  public static Tensor of(Shape shape, Storage values) {
    if (shape.size() != values.size()) {
      throw ShapeError.of("tensor: the number of values does not fit the shape")
          .fact("shape", shape)
          .fact("expected", shape.size() + " values")
          .fact("but was", values.size());
    }
    Op leaf = new Leaf(Leaf.Kind.DATA, values.dtype(), shape);
    return new Tensor(leaf, List.of(), shape, values.dtype(), null, values);
  }

  /** A float32 tensor of rank 0. */
  public static Tensor scalar(double value) {
    return of(new float[] {(float) value});
  }

  /** A tensor of one constant. */
  public static Tensor full(double value, DType dtype, Shape shape) {
    return new Tensor(new Fill(value, dtype, shape), List.of(), shape, dtype, null, null);
  }

  /** A float32 tensor of zeros. */
  public static Tensor zeros(int... dims) {
    return full(0, DType.FLOAT32, Shape.of(dims));
  }

  /** A float32 tensor of ones. */
  public static Tensor ones(int... dims) {
    return full(1, DType.FLOAT32, Shape.of(dims));
  }

  /** A place for data that is bound at each run of a {@link Compiled} program. */
  public static Tensor input(DType dtype, Shape shape) {
    Op leaf = new Leaf(Leaf.Kind.INPUT, dtype, shape);
    return new Tensor(leaf, List.of(), shape, dtype, null, null);
  }

  static Tensor parameter(Param parameter) {
    Op leaf = new Leaf(Leaf.Kind.PARAMETER, parameter.dtype(), parameter.shape());
    return new Tensor(leaf, List.of(), parameter.shape(), parameter.dtype(), parameter, null);
  }

  /**
   * The result of an operation, to be computed when it is asked for.
   *
   * @throws ShapeError if the inputs do not fit
   */
  public static Tensor apply(Op op, Tensor... inputs) {
    List<Tensor> list = List.of(inputs);
    Shape shape = op.outputShape(list.stream().map(Tensor::shape).toList());
    DType dtype = op.outputType(list.stream().map(Tensor::dtype).toList());
    Tensor simpler = Folding.simplify(op, list, shape, dtype);
    return simpler != null ? simpler : new Tensor(op, list, shape, dtype, null, null);
  }

  // ---- what it is ----

  /** What computes it. */
  public Op op() {
    return op;
  }

  /** What it is computed from. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** One of the tensors it is computed from. */
  public Tensor input(int index) {
    return inputs.get(index);
  }

  public Shape shape() {
    return shape;
  }

  public DType dtype() {
    return dtype;
  }

  /** The parameter whose value it is, if it is one's. */
  public Optional<Param> parameter() {
    return Optional.ofNullable(parameter);
  }

  // ---- its value ----

  /**
   * The only element, as a double.
   *
   * @throws ShapeError if there is not exactly one
   */
  public double item() {
    if (shape.size() != 1) {
      throw ShapeError.of("item: the tensor is not a single number")
          .fact("expected", "1 element")
          .fact("but was", shape + ", " + shape.size() + " elements");
    }
    return storage().at(0);
  }

  /** The elements as floats, row by row, in a new array. */
  public float[] toFloatArray() {
    return storage().toFloats();
  }

  /** The elements as doubles, row by row, in a new array. */
  public double[] toDoubleArray() {
    return storage().toDoubles();
  }

  /** The elements as longs, row by row, cut toward zero, in a new array. */
  public long[] toLongArray() {
    return storage().toLongs();
  }

  /** The numbers, computed now if they are not known yet. Not to be written to. */
  public Storage storage() {
    Storage known = value;
    if (known != null) {
      return known;
    }
    if (parameter != null) {
      return leafStorage();
    }
    Engine.current().evaluate(List.of(this), List.of());
    Storage computed = value;
    if (computed == null) {
      throw new IllegalStateException("the engine did not compute " + op.name());
    }
    return computed;
  }

  /** Computes several tensors in one program, which shares their common parts. */
  public static void evaluate(Tensor... tensors) {
    Engine.current().evaluate(List.of(tensors), List.of());
  }

  boolean isComputed() {
    return value != null;
  }

  void complete(Storage computed) {
    value = computed;
  }

  /** The numbers of a leaf; an error if it is a parameter that has changed since. */
  Storage leafStorage() {
    if (parameter != null && parameter.version() != parameterVersion) {
      throw new IllegalStateException(
          "a tensor is read that was recorded before parameter "
              + parameter.name()
              + " "
              + shape
              + " changed; read it before the step, or let the step compute it too");
    }
    return storageAtPresent();
  }

  /** The numbers of a leaf as they are now; a parameter's own memory, never a copy of it. */
  Storage storageAtPresent() {
    if (parameter != null) {
      return parameter.storage();
    }
    Storage known = value;
    if (known != null) {
      return known;
    }
    throw new IllegalStateException(
        "an input " + shape + " has no value: bind it by running the compiled program");
  }

  /** This tensor, or plain data if it holds the value of a parameter from before a change. */
  Tensor asLeaf() {
    Storage known = value;
    boolean outlived = parameter != null && parameter.version() != parameterVersion;
    return outlived && known != null ? of(shape, known) : this;
  }

  // ---- arithmetic, broadcasting ----

  /** {@code this + other}. */
  public Tensor plus(Tensor other) {
    return binary(new Add(), other);
  }

  /** {@code this − other}. */
  public Tensor minus(Tensor other) {
    return binary(new Subtract(), other);
  }

  /** {@code this · other}, element by element. */
  public Tensor times(Tensor other) {
    return binary(new Multiply(), other);
  }

  /** {@code this / other}, element by element. */
  public Tensor dividedBy(Tensor other) {
    return binary(new Divide(), other);
  }

  /** {@code this + number}. */
  public Tensor plus(double number) {
    return plus(constant(number));
  }

  /** {@code this − number}. */
  public Tensor minus(double number) {
    return dtype.isFloating() ? plus(-number) : minus(constant(number));
  }

  /** {@code this · number}. */
  public Tensor times(double number) {
    return times(constant(number));
  }

  /** {@code this / number}. */
  public Tensor dividedBy(double number) {
    return dividedBy(constant(number));
  }

  /** The larger of both, element by element. */
  public Tensor maximum(Tensor other) {
    return binary(new Maximum(), other);
  }

  /** The smaller of both, element by element. */
  public Tensor minimum(Tensor other) {
    return binary(new Minimum(), other);
  }

  /**
   * The elements, none below {@code low} nor above {@code high}. The gradient flows where nothing
   * was cut, the bounds included, as in PyTorch.
   */
  public Tensor clip(double low, double high) {
    Tensor raised = constant(low).where(less(low), this);
    return constant(high).where(raised.greater(high), raised);
  }

  /** {@code −this}. */
  public Tensor negate() {
    return apply(new Negate(), this);
  }

  /** {@code eˣ}. */
  public Tensor exp() {
    return apply(new Exp(), floating("exp"));
  }

  /** Natural logarithm. */
  public Tensor log() {
    return apply(new Log(), floating("log"));
  }

  /** Square root. */
  public Tensor sqrt() {
    return apply(new Sqrt(), floating("sqrt"));
  }

  /** {@code xᵖ} for a constant exponent. */
  public Tensor pow(double exponent) {
    if (exponent == 0) {
      return constant(1);
    }
    if (exponent == 1) {
      return this;
    }
    return exponent == 2 ? times(this) : apply(new Power(exponent), floating("pow"));
  }

  /** Absolute value. */
  public Tensor abs() {
    return apply(new Abs(), this);
  }

  /** −1, 0 or 1. */
  public Tensor sign() {
    return apply(new Sign(), this);
  }

  /** Gauss error function. */
  public Tensor erf() {
    return apply(new Erf(), floating("erf"));
  }

  // ---- comparisons ----

  /** True where {@code this < other}. */
  public Tensor less(Tensor other) {
    return binary(new Less(), other);
  }

  /** True where {@code this > other}. */
  public Tensor greater(Tensor other) {
    return other.less(this);
  }

  /** True where {@code this ≤ other}. */
  public Tensor lessOrEqual(Tensor other) {
    return binary(new LessOrEqual(), other);
  }

  /** True where {@code this ≥ other}. */
  public Tensor greaterOrEqual(Tensor other) {
    return other.lessOrEqual(this);
  }

  /** True where {@code this = other}. */
  public Tensor equal(Tensor other) {
    return binary(new Equal(), other);
  }

  /** True where {@code this < number}. */
  public Tensor less(double number) {
    return less(constant(number));
  }

  /** True where {@code this > number}. */
  public Tensor greater(double number) {
    return constant(number).less(this);
  }

  /** True where both are. */
  public Tensor and(Tensor other) {
    return binary(new And(), other);
  }

  /** True where at least one is. */
  public Tensor or(Tensor other) {
    return binary(new Or(), other);
  }

  /** True where this is not. */
  public Tensor not() {
    return apply(new Not(), this);
  }

  /** These elements where the condition is true, those of {@code otherwise} elsewhere. */
  public Tensor where(Tensor condition, Tensor otherwise) {
    Shape common =
        Broadcast.common(
            "where", Broadcast.common("where", shape, otherwise.shape), condition.shape);
    return apply(
        new Where(),
        condition.broadcastTo(common),
        broadcastTo(common),
        otherwise.broadcastTo(common));
  }

  /** These elements where the condition is true, a number elsewhere. */
  public Tensor where(Tensor condition, double otherwise) {
    return where(condition, constant(otherwise));
  }

  // ---- activations ----

  /** Rectifier {@code max(x, 0)}. */
  public Tensor relu() {
    return apply(new Relu(), floating("relu"));
  }

  /** {@code x} where positive, {@code slope·x} elsewhere; PyTorch's default slope is 0.01. */
  public Tensor leakyRelu(double slope) {
    return where(greater(0), times(slope));
  }

  /** {@code x} where positive, {@code α(eˣ − 1)} elsewhere (Clevert et al. 2016). */
  public Tensor elu(double alpha) {
    Tensor positive = greater(0);
    Tensor below = constant(0).where(positive, this);
    return where(positive, below.exp().minus(1).times(alpha));
  }

  /** {@code x·Φ(x)} with the exact normal distribution (Hendrycks and Gimpel 2016). */
  public Tensor gelu() {
    return times(dividedBy(Math.sqrt(2)).erf().plus(1)).times(0.5);
  }

  /** {@code x·sigmoid(x)}, also called swish. */
  public Tensor silu() {
    return times(sigmoid());
  }

  /** {@code 1 / (1 + e⁻ˣ)}. */
  public Tensor sigmoid() {
    return apply(new Sigmoid(), floating("sigmoid"));
  }

  /** Hyperbolic tangent. */
  public Tensor tanh() {
    return apply(new Tanh(), floating("tanh"));
  }

  /** {@code ln(1 + eˣ)}. */
  public Tensor softplus() {
    return apply(new Softplus(), floating("softplus"));
  }

  /** {@code clip(x/6 + 1/2, 0, 1)} (Howard et al. 2019). */
  public Tensor hardSigmoid() {
    return dividedBy(6).plus(0.5).clip(0, 1);
  }

  /** {@code x·hardSigmoid(x)} (Howard et al. 2019). */
  public Tensor hardSwish() {
    return times(hardSigmoid());
  }

  /** {@code clip(x, −1, 1)}. */
  public Tensor hardTanh() {
    return clip(-1, 1);
  }

  /** {@code exp(x) / Σ exp(x)} along an axis. */
  public Tensor softmax(int axis) {
    return apply(new Softmax(shape.axis(axis)), floating("softmax"));
  }

  /** {@code x − ln Σ exp(x)} along an axis. */
  public Tensor logSoftmax(int axis) {
    return apply(new LogSoftmax(shape.axis(axis)), floating("log_softmax"));
  }

  // ---- reductions ----

  /**
   * The sum over some axes, which disappear; over all axes if none is named. Sums of whole numbers
   * and truth values are int64, as in PyTorch.
   */
  public Tensor sum(int... axes) {
    Tensor summands = dtype.isFloating() ? this : to(DType.INT64);
    return summands.reduce(new Sum(folded(axes)));
  }

  /** The mean over some axes, which disappear; over all axes if none is named. */
  public Tensor mean(int... axes) {
    List<Integer> folded = folded(axes);
    long count = folded.stream().mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
    return floating("mean").sum(axes).times(1.0 / count);
  }

  /** The largest element over some axes, which disappear; over all axes if none is named. */
  public Tensor max(int... axes) {
    List<Integer> folded = folded(axes);
    if (folded.stream().anyMatch(axis -> shape.dim(axis) == 0)) {
      throw ShapeError.of("max: an axis is empty").fact("input", shape).fact("axes", folded);
    }
    return reduce(new Max(folded));
  }

  /** The smallest element over some axes, which disappear; over all axes if none is named. */
  public Tensor min(int... axes) {
    if (dtype == DType.UINT8 || dtype == DType.BOOL) {
      return to(DType.INT32).min(axes).to(dtype);
    }
    return negate().max(axes).negate();
  }

  /** The index of the largest element along an axis, which disappears; int64. */
  public Tensor argMax(int axis) {
    return apply(new ArgMax(shape.axis(axis)), this);
  }

  /**
   * The variance over some axes, which disappear; over all axes if none is named.
   *
   * @param correction what is taken from the count in the divisor: 1 for the unbiased estimate
   *     (PyTorch's default), 0 for the population
   */
  public Tensor variance(int correction, int... axes) {
    List<Integer> folded = folded(axes);
    Tensor mean = mean(axes).restore(folded, shape);
    Tensor deviation = minus(mean);
    long count = folded.stream().mapToLong(shape::dim).reduce(1, (a, b) -> a * b);
    return deviation.times(deviation).sum(axes).dividedBy((double) count - correction);
  }

  /** {@code ln Σ exp(x)} over some axes, which disappear, without overflow. */
  public Tensor logSumExp(int... axes) {
    Tensor found = max(axes).detach();
    Tensor largest = found.where(found.abs().less(Double.POSITIVE_INFINITY), 0);
    Tensor shifted = minus(largest.restore(folded(axes), shape));
    return shifted.exp().sum(axes).log().plus(largest);
  }

  /** This tensor with folded axes of size 1 put back, so that it broadcasts again. */
  public Tensor keepDims(Shape before, int... axes) {
    List<Integer> folded = folded(before, axes);
    Shape kept = before;
    for (int axis : folded) {
      kept = kept.with(axis, 1);
    }
    return reshape(kept);
  }

  /** Undoes the loss of axes in a reduction by repeating each element along them. */
  public Tensor restore(List<Integer> axes, Shape before) {
    Shape kept = before;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return reshape(kept).broadcastTo(before);
  }

  // ---- moving elements ----

  /** The same elements under another shape of the same size. */
  public Tensor reshape(Shape to) {
    return apply(new Reshape(to), this);
  }

  /** The same elements under another shape; one size may be −1 and is worked out. */
  public Tensor reshape(int... dims) {
    int[] sizes = dims.clone();
    int known = 1;
    int open = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == -1 && open < 0) {
        open = axis;
      } else {
        known *= sizes[axis];
      }
    }
    if (open >= 0) {
      if (known == 0 || shape.size() % known != 0) {
        throw ShapeError.of("reshape: the open size is not a whole number")
            .fact("input", shape + ", " + shape.size() + " elements")
            .fact("asked for", Arrays.toString(dims));
      }
      sizes[open] = shape.size() / known;
    }
    return reshape(Shape.of(sizes));
  }

  /** All axes from {@code axis} on joined into one. */
  public Tensor flatten(int axis) {
    int from = shape.axis(axis);
    int[] dims = Arrays.copyOf(shape.dims(), from + 1);
    dims[from] = shape.size(from, shape.rank());
    return reshape(Shape.of(dims));
  }

  /** The axes in another order: axis i of the result is axis {@code order[i]} of this. */
  public Tensor permute(List<Integer> order) {
    return apply(new Transpose(order), this);
  }

  /** Two axes exchanged. */
  public Tensor transpose(int axis, int other) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
    Collections.swap(order, shape.axis(axis), shape.axis(other));
    return permute(order);
  }

  /** Repeated along missing axes and axes of size 1. */
  public Tensor broadcastTo(Shape to) {
    return apply(new Broadcast(to), this);
  }

  /** A run of indices of one axis. */
  public Tensor narrow(int axis, int start, int length) {
    return apply(new Slice(shape.axis(axis), start, length), this);
  }

  /** The examples {@code from} (inclusive) to {@code to} (exclusive) of the first axis. */
  public Tensor slice(int from, int to) {
    return narrow(0, from, to - from);
  }

  /** Consecutive parts of the given sizes along an axis. */
  public List<Tensor> split(int axis, int... sizes) {
    if (Arrays.stream(sizes).sum() != shape.dim(axis)) {
      throw ShapeError.of("split: the parts do not add up to the axis")
          .fact("input", shape)
          .fact("expected", "a sum of " + shape.dim(axis) + " on axis " + axis)
          .fact("but was", Arrays.toString(sizes));
    }
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(narrow(axis, start, size));
      start += size;
    }
    return parts;
  }

  /** Tensors joined along an axis. */
  public static Tensor concatenate(int axis, Tensor... parts) {
    return apply(new Concatenate(parts[0].shape.axis(axis)), parts);
  }

  /** A constant put before and after each axis, one number per axis. */
  public Tensor pad(List<Integer> before, List<Integer> after, double constant) {
    return apply(new Pad(before, after, constant), this);
  }

  /** The order of the elements reversed along some axes. */
  public Tensor flip(int... axes) {
    return apply(new Flip(folded(axes)), this);
  }

  /** Rows of this table {@code [V, …]} by number: an embedding. */
  public Tensor rows(Tensor indices) {
    return apply(new GatherRows(), this, indices);
  }

  /** Class numbers to float32 vectors with a 1 at the class: {@code [..]} to {@code [.., k]}. */
  public Tensor oneHot(int classes) {
    return apply(new OneHot(classes, DType.FLOAT32), this);
  }

  /** The same numbers in another element type. */
  public Tensor to(DType type) {
    return apply(new Cast(type), this);
  }

  /** The same value, but a constant to gradients. */
  public Tensor detach() {
    return apply(new StopGradient(), this);
  }

  // ---- products and windows ----

  /** Matrix product {@code [M, K] · [K, N]}, or of equal batches of matrices. */
  public Tensor matmul(Tensor right) {
    return apply(new MatMul(false, false), this, right);
  }

  /**
   * Affine map without its bias: {@code y = x·Wᵀ}.
   *
   * @param weight {@code [out, in]} for {@code x [N, in]}
   */
  public Tensor linear(Tensor weight) {
    if (shape.rank() != 2 || weight.shape.rank() != 2 || shape.dim(1) != weight.shape.dim(1)) {
      throw ShapeError.of("linear: input features do not match the weight")
          .fact("input", shape.named("N", "in"))
          .fact("weight", weight.shape.named("out", "in"))
          .fact("expected", weight.shape.rank() == 2 ? "in = " + weight.shape.dim(1) : "[out, in]")
          .fact("but was", shape.rank() == 2 ? "in = " + shape.dim(1) : shape.rank() + " axes")
          .hint(shape.rank() > 2 ? "flatten first" : "the previous layer returns another size");
    }
    return apply(new MatMul(false, true), this, weight);
  }

  /**
   * Convolution of signals {@code [N, C, L]} (window of rank 1) or images {@code [N, C, H, W]}
   * (rank 2).
   *
   * @param weight {@code [C_out, C_in/groups, …kernel]}
   */
  public Tensor conv(Tensor weight, Window window, int groups) {
    Window resolved = resolve("conv" + window.rank() + "d", window);
    return apply(new Convolution(resolved, groups), this, weight);
  }

  /**
   * Transposed convolution: {@code out = (in − 1)·stride − before − after + extent + extra}; with
   * {@linkplain Padding#same() same} padding {@code in·stride + extra}, the size that a convolution
   * of the same window maps back to {@code in}.
   *
   * @param weight {@code [C_in, C_out/groups, …kernel]}
   * @param outputPadding extra positions after each axis, to choose among the sizes that a strided
   *     convolution maps to one: one number for all axes, or one per axis
   */
  public Tensor convTransposed(Tensor weight, Window window, int groups, int... outputPadding) {
    String name = "conv_transpose" + window.rank() + "d";
    checkSpatial(name, window);
    if (outputPadding.length > 1 && outputPadding.length != window.rank()) {
      throw ShapeError.of(name + ": wrong number of values for the output padding")
          .fact("expected", window.rank() == 1 ? "none or 1" : "none, 1 or " + window.rank())
          .fact("but was", Arrays.toString(outputPadding));
    }
    List<Integer> strided = new ArrayList<>();
    for (int axis = 0; axis < window.rank(); axis++) {
      strided.add(shape.dim(2 + axis) * window.stride().get(axis));
    }
    Window resolved = window.resolve(strided);
    List<Integer> output = new ArrayList<>();
    for (int axis = 0; axis < window.rank(); axis++) {
      int extra =
          outputPadding.length == 0 ? 0 : outputPadding[outputPadding.length == 1 ? 0 : axis];
      int size =
          window.padding() instanceof Padding.Same
              ? strided.get(axis)
              : strided.get(axis)
                  - window.stride().get(axis)
                  - resolved.before(axis)
                  - resolved.after(axis)
                  + window.extent(axis);
      output.add(size + extra);
    }
    return apply(new ConvolutionTransposed(resolved, groups, output), this, weight);
  }

  /**
   * The largest element of each window. After a rectifier the maximum is taken first, which gives
   * the same numbers and gradients: the rectifier then has fewer elements to do.
   */
  public Tensor maxPool(Window window) {
    String name = "max_pool" + window.rank() + "d";
    MaxPool pool = new MaxPool(resolve(name, window));
    Tensor x = floating(name);
    boolean rectified = x.op() instanceof Relu && !x.isComputed() && pool.meetsInput();
    return rectified ? apply(pool, x.input(0)).relu() : apply(pool, x);
  }

  /**
   * The mean of each window.
   *
   * @param countPadding whether zeros of the padding count in the divisor
   */
  public Tensor avgPool(Window window, boolean countPadding) {
    String name = "avg_pool" + window.rank() + "d";
    return apply(new AvgPool(resolve(name, window), countPadding), floating(name));
  }

  /**
   * The means of as many windows as the output shall have; window i of an axis covers {@code
   * ⌊i·in/out⌋} to {@code ⌈(i+1)·in/out⌉}.
   *
   * @param sizes the spatial sizes of the output: one (L) or two (H, W)
   */
  public Tensor adaptiveAvgPool(int... sizes) {
    return AdaptivePooling.average(this, sizes);
  }

  /** This plus one number per channel: {@code x [N, C, …] + bias [C]}. */
  public Tensor plusChannels(Tensor bias) {
    if (shape.rank() < 2 || bias.shape.rank() != 1 || bias.shape.dim(0) != shape.dim(1)) {
      throw ShapeError.of("bias: one number per channel is needed")
          .fact("input", shape)
          .fact("expected", shape.rank() < 2 ? "[N, C, …]" : "[" + shape.dim(1) + "]")
          .fact("but was", bias.shape);
    }
    return plus(bias.alongChannels(shape.rank()));
  }

  /** A vector {@code [C]} as {@code [C, 1, …]}, which broadcasts along axis 1 of such a rank. */
  public Tensor alongChannels(int rank) {
    int[] dims = new int[rank - 1];
    Arrays.fill(dims, 1);
    dims[0] = shape.size();
    return reshape(Shape.of(dims));
  }

  /**
   * Each element 0 with probability {@code rate}, the others divided by {@code 1 − rate}.
   *
   * @param seed the key of this place in the network
   * @param step a scalar int64 that differs from step to step
   */
  public Tensor dropout(double rate, Seed seed, Tensor step) {
    return rate == 0 ? this : apply(new Dropout(rate, seed.value()), floating("dropout"), step);
  }

  // ---- printing ----

  /**
   * Shape, type and values (computed now), long axes shortened; only shape and type of an input
   * that has no value.
   */
  @Override
  public String toString() {
    if (op instanceof Leaf leaf && leaf.kind() == Leaf.Kind.INPUT) {
      return "input " + shape + " " + dtype;
    }
    return TensorText.of(this);
  }

  // ---- helpers ----

  private Tensor binary(Binary operation, Tensor other) {
    Shape common =
        shape.equals(other.shape) ? shape : Broadcast.common(operation.name(), shape, other.shape);
    return apply(operation, broadcastTo(common), other.broadcastTo(common));
  }

  private Tensor constant(double number) {
    return full(number, dtype, shape);
  }

  private Tensor floating(String name) {
    if (!dtype.isFloating()) {
      throw ShapeError.of(name + ": expects floating-point numbers")
          .fact("expected", "float32 or float64")
          .fact("but was", dtype)
          .hint("convert with to(DType.FLOAT32)");
    }
    return this;
  }

  private Tensor reduce(Reduction reduction) {
    return reduction.axes().isEmpty() ? this : apply(reduction, this);
  }

  private List<Integer> folded(int... axes) {
    return folded(shape, axes);
  }

  private static List<Integer> folded(Shape shape, int... axes) {
    IntStream named =
        axes.length == 0 ? IntStream.range(0, shape.rank()) : Arrays.stream(axes).map(shape::axis);
    return named.sorted().distinct().boxed().toList();
  }

  private Window resolve(String name, Window window) {
    checkSpatial(name, window);
    return window.resolve(Spatial.sizes(shape));
  }

  private void checkSpatial(String name, Window window) {
    if (shape.rank() != window.rank() + 2) {
      throw ShapeError.of(name + ": wrong number of axes")
          .fact("input", shape)
          .fact("expected", window.rank() == 1 ? "[N, C, L]" : "[N, C, H, W]")
          .fact("but was", shape.rank() + " axes")
          .hint("insert the batch or channel axis with reshape");
    }
  }
}
