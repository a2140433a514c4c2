package dev.fovea.core.vector.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.scalar.ScalarKernels;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.plan.Gaps;
import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.run.Workers;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Matrix products of row-major values against the scalar kernel. */
class ProductTest {
  private static final int WORKERS = 3;

  private record Sizes(int batch, int m, int n, int k) {}

  private static Stream<Sizes> sizes() {
    return Stream.of(
        new Sizes(1, 1, 1, 1),
        new Sizes(1, 1, 100, 37),
        new Sizes(1, 100, 1, 37),
        new Sizes(1, 2, 2, 300),
        new Sizes(1, 3, 17, 16),
        new Sizes(1, 4, 15, 5),
        new Sizes(1, 5, 48, 17),
        new Sizes(1, 7, 49, 33),
        new Sizes(1, 8, 100, 51),
        new Sizes(1, 9, 16, 9),
        new Sizes(1, 13, 64, 1),
        new Sizes(1, 16, 97, 20),
        new Sizes(1, 17, 47, 31),
        new Sizes(1, 100, 10, 78),
        new Sizes(1, 10, 784, 100),
        new Sizes(1, 23, 335, 129),
        new Sizes(1, 100, 256, 600),
        new Sizes(1, 601, 303, 210),
        new Sizes(1, 5, 6, 0),
        new Sizes(1, 0, 6, 4),
        new Sizes(1, 6, 0, 4),
        new Sizes(0, 6, 5, 4),
        new Sizes(5, 1, 1, 1),
        new Sizes(7, 9, 3, 17),
        new Sizes(3, 33, 50, 18),
        new Sizes(200, 6, 7, 5),
        new Sizes(3, 130, 170, 100));
  }

  @TestFactory
  Stream<DynamicTest> isThatOfTheScalarKernel() {
    return sizes()
        .flatMap(sizes ->
            Stream.of(false, true)
                .flatMap(transposeA ->
                    Stream.of(false, true)
                        .map(transposeB ->
                            new Product(
                                sizes.batch(),
                                sizes.m(),
                                sizes.n(),
                                sizes.k(),
                                transposeA,
                                transposeB))))
        .map(product -> DynamicTest.dynamicTest(product.toString(), () -> check(product)));
  }

  private static void check(Product product) {
    double[] a = numbers(product.batch() * product.m() * product.k(), 1);
    double[] b = numbers(product.batch() * product.k() * product.n(), 2);
    double[] expected = scalar(product, a, b);
    float[] found = run(product, a, b, 1);
    double tolerance = 1e-6 * Math.sqrt(product.k() + 1) * 4;
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
    }
    for (int workers = 2; workers <= WORKERS; workers++) {
      assertThat(run(product, a, b, workers)).as("%d threads", workers).isEqualTo(found);
    }
  }

  private static double[] scalar(Product product, double[] a, double[] b) {
    Graph.Node left = leaf(shape(product.batch(), product.m(), product.k(), product.transposeA()));
    Graph.Node right = leaf(shape(product.batch(), product.k(), product.n(), product.transposeB()));
    MatMul op = new MatMul(product.transposeA(), product.transposeB());
    Shape shape = op.outputShape(List.of(left.shape(), right.shape()));
    return ScalarKernels.compute(
        new Graph.Node(op, List.of(0, 1), shape, DType.FLOAT32),
        List.of(left, right),
        List.of(a, b));
  }

  private static Graph.Node leaf(Shape shape) {
    return new Graph.Node(
        new Leaf(Leaf.Kind.INPUT, DType.FLOAT32, shape), List.of(), shape, DType.FLOAT32);
  }

  private static Shape shape(int batch, int rows, int columns, boolean transposed) {
    return transposed ? Shape.of(batch, columns, rows) : Shape.of(batch, rows, columns);
  }

  private static double[] numbers(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  /** Runs the steps on memory that is full of NaN where nothing was put. */
  private static float[] run(Product product, double[] a, double[] b, int workers) {
    int size = product.batch() * product.m() * product.n();
    Gaps space = new Gaps();
    Location left = Location.known(0, space.take((long) a.length * Float.BYTES));
    Location right = Location.known(0, space.take((long) b.length * Float.BYTES));
    Location result = Location.known(0, space.take((long) size * Float.BYTES));
    Location shared = Location.known(0, space.take(product.sharedBytes()));
    long each = Memory.aligned(product.workerBytes());
    Location worker = Location.of(Buffer.at(0, space.take(each * workers), each));
    Memory memory = new Memory(space.size(), 0, Map.of());
    for (int i = 0; i < space.size() / Float.BYTES; i++) {
      memory.put(Location.known(0, 0), i, Float.NaN);
    }
    fill(memory, left, a);
    fill(memory, right, b);
    for (WholeStep step : product.steps(left, right, result, shared, worker)) {
      Workers.of(workers).run(step.tasks(), (number, task) -> step.run(memory, number, task));
    }
    float[] found = new float[size];
    for (int i = 0; i < size; i++) {
      found[i] = memory.get(result, i);
    }
    for (int i = 0; i < a.length; i++) {
      assertThat(memory.get(left, i)).isEqualTo((float) a[i]);
    }
    for (int i = 0; i < b.length; i++) {
      assertThat(memory.get(right, i)).isEqualTo((float) b[i]);
    }
    return found;
  }

  private static void fill(Memory memory, Location location, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      memory.put(location, i, (float) numbers[i]);
    }
  }
}
