package dev.fovea.core.vector.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.Op;
import dev.fovea.core.scalar.ScalarKernels;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.plan.RowMajorLowering;
import dev.fovea.core.vector.simd.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One operation on row-major values, by its steps alone: what they make of some inputs, in whatever
 * order the tasks run, and what the scalar kernels make of them. Memory that nobody may write is
 * watched; memory that a step has no right to read holds NaN.
 */
public final class RowMajorRun {
  private static final int WORKERS = 3;
  private static final float UNTOUCHED = -12345.5f;

  private final List<Graph.Node> nodes = new ArrayList<>();
  private final List<double[]> inputs;
  private final Map<Integer, Location> rows = new HashMap<>();
  private final List<Buffer> scratch = new ArrayList<>();
  private final Memory memory;
  private final long end;
  private final List<WholeStep> steps;

  /** An input: its shape, its type and its numbers. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two
  public record Value(Shape shape, DType dtype, double[] numbers) {
    /** Floats between −2 and 2, each its own. */
    public static Value floats(long seed, int... dims) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] numbers = random.doubles(Shape.of(dims).size(), -2, 2).map(x -> (float) x).toArray();
      return new Value(Shape.of(dims), DType.FLOAT32, numbers);
    }

    /** Few different floats, some of them not finite. */
    public static Value strange(long seed, int... dims) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] some = {
        0, 1, -1, 0, 1, -1, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
      };
      int kinds = 3 + random.nextInt(some.length - 2);
      double[] numbers =
          random.ints(Shape.of(dims).size(), 0, kinds).mapToDouble(i -> some[i]).toArray();
      return new Value(Shape.of(dims), DType.FLOAT32, numbers);
    }

    /** Whole numbers from 0 to a bound. */
    public static Value whole(long seed, int below, int... dims) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] numbers = random.ints(Shape.of(dims).size(), 0, below).asDoubleStream().toArray();
      return new Value(Shape.of(dims), DType.INT64, numbers);
    }
  }

  public RowMajorRun(Op op, Value... values) {
    this.inputs = Arrays.stream(values).map(Value::numbers).toList();
    for (Value value : values) {
      Leaf leaf = new Leaf(Leaf.Kind.DATA, value.dtype(), value.shape());
      nodes.add(new Graph.Node(leaf, List.of(), value.shape(), value.dtype()));
    }
    List<Shape> shapes = Arrays.stream(values).map(Value::shape).toList();
    List<DType> types = Arrays.stream(values).map(Value::dtype).toList();
    List<Integer> numbers = IntStream.range(0, values.length).boxed().toList();
    int node = values.length;
    nodes.add(new Graph.Node(op, numbers, op.outputShape(shapes), op.outputType(types)));
    RowMajorLowering lowering = new RowMajorLowering(nodes);
    assertThat(lowering.runsOnHeap(node)).as("%s by the scalar kernels", op).isFalse();

    long bytes = Memory.aligned(1);
    Map<Integer, Integer> hosted = new HashMap<>();
    for (int v = 0; v <= node; v++) {
      int size = nodes.get(v).shape().size();
      if (nodes.get(v).dtype() == DType.FLOAT32 || nodes.get(v).dtype() == DType.BOOL) {
        rows.put(v, Location.known(0, bytes));
        bytes += Memory.aligned((long) size * Float.BYTES) + Memory.aligned(1);
      } else {
        hosted.put(v, size);
      }
    }
    steps = lowering.lower(node, places(node));
    long end = bytes;
    for (Buffer buffer : scratch) {
      boolean isWorkers = buffer.copies() == Buffer.Copies.PER_WORKER;
      buffer.place(end, isWorkers ? buffer.bytes() : 0, 0);
      end += buffer.bytes() * (isWorkers ? WORKERS : 1) + Memory.aligned(1);
    }
    this.end = end;
    memory = new Memory(end, 0, hosted);
  }

  private RowMajorLowering.Places places(int node) {
    return new RowMajorLowering.Places() {
      @Override
      public @Nullable Location input(int index) {
        return rows.get(index);
      }

      @Override
      public int valueOf(int index) {
        return index;
      }

      @Override
      public @Nullable Location result() {
        return rows.get(node);
      }

      @Override
      public Location shared(long bytes) {
        return scratch(Buffer.Copies.ONE, bytes);
      }

      @Override
      public Location worker(long bytes) {
        return scratch(Buffer.Copies.PER_WORKER, bytes);
      }
    };
  }

  private Location scratch(Buffer.Copies copies, long bytes) {
    Buffer buffer = Buffer.of(copies, bytes);
    scratch.add(buffer);
    return Location.of(buffer);
  }

  public List<WholeStep> steps() {
    return steps;
  }

  /** The result by the scalar kernels. */
  double[] expected() {
    return ScalarKernels.compute(nodes.getLast(), nodes.subList(0, inputs.size()), inputs);
  }

  /** The result by the steps, tasks in their order on one worker. */
  public double[] found() {
    prepare();
    for (WholeStep step : steps) {
      for (int task = 0; task < step.tasks(); task++) {
        step.run(memory, 0, task);
      }
    }
    return result();
  }

  /** The result by the steps, the last tasks first, on several workers. */
  double[] foundInAnotherOrder() {
    prepare();
    for (WholeStep step : steps) {
      for (int task = step.tasks() - 1; task >= 0; task--) {
        step.run(memory, task % WORKERS, task);
      }
    }
    return result();
  }

  private void prepare() {
    for (long at = 0; at < end; at += Float.BYTES) {
      memory.base(0).set(Lanes.FLOAT, at, Float.NaN);
    }
    for (int v = 0; v < nodes.size(); v++) {
      Location location = rows.get(v);
      if (location == null) {
        Arrays.fill(memory.onHeap(v), Double.NaN);
      }
      for (int i = 0; v < inputs.size() && i < inputs.get(v).length; i++) {
        if (location == null) {
          memory.onHeap(v)[i] = inputs.get(v)[i];
        } else {
          memory.put(location, i, (float) inputs.get(v)[i]);
        }
      }
    }
    rows.forEach((v, _) -> forEachGuard(v, at -> memory.base(0).set(Lanes.FLOAT, at, UNTOUCHED)));
  }

  private interface Guard {
    void at(long offset);
  }

  /** The cache line after a value; for inputs also what lies between. */
  private void forEachGuard(int v, Guard guard) {
    Location location = rows.get(v);
    if (location == null) {
      return;
    }
    long bytes = (long) nodes.get(v).shape().size() * Float.BYTES;
    long from = location.offset() + (v < inputs.size() ? bytes : Memory.aligned(bytes));
    for (long at = from; at < location.offset() + Memory.aligned(bytes) + 64; at += Float.BYTES) {
      guard.at(at);
    }
  }

  private double[] result() {
    rows.forEach((v, _) ->
        forEachGuard(
            v,
            at ->
                assertThat(memory.base(0).get(Lanes.FLOAT, at))
                    .as("after value %d of %s", v, nodes.getLast().op())
                    .isEqualTo(UNTOUCHED)));
    for (int v = 0; v < inputs.size(); v++) {
      assertThat(read(v)).as("input %d", v).isEqualTo(inputs.get(v));
    }
    return read(inputs.size());
  }

  private double[] read(int v) {
    Location location = rows.get(v);
    if (location == null) {
      return memory.onHeap(v).clone();
    }
    return IntStream.range(0, nodes.get(v).shape().size())
        .mapToDouble(i -> memory.get(location, i))
        .toArray();
  }

  /**
   * Checks the steps against the scalar kernels and against themselves in another order.
   *
   * @param tolerance how far a result may be off, as a part of the largest
   */
  public void check(double tolerance) {
    double[] expected = expected();
    double[] found = found();
    String what = nodes.getLast().op() + " of " + nodes.getFirst().shape();
    double largest =
        Arrays.stream(expected).filter(Double::isFinite).map(Math::abs).max().orElse(0);
    assertThat(found).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(found[i] + 0.0, expected[i] + 0.0) == 0;
      if (!same && !(Math.abs(found[i] - expected[i]) <= tolerance * largest)) {
        assertThat(found[i]).as("%s: element %d", what, i).isEqualTo(expected[i]);
      }
    }
    assertThat(foundInAnotherOrder()).as("%s in another order", what).isEqualTo(found);
  }
}
