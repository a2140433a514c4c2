package dev.fovea.bench.kernel;

import dev.fovea.core.Compiled;
import dev.fovea.core.shape.DType;
import dev.fovea.core.Engine;
import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.optim.Optimizer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Operations that move much and compute little, from one parameter to another, so that nothing is
 * allocated: {@code [100, 8, size, size]}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class MemoryKernel {
  private static final int EXAMPLES = 100;
  private static final int CHANNELS = 8;

  /** How many threads compute. */
  @Param("1")
  public int threads;

  /** What is computed. */
  @Param public Operation operation = Operation.COPY;

  /** The side of an image: 24 makes 1.8 MB, which fits a cache, 128 makes 52 MB. */
  @Param({"24", "128"})
  public int size;

  /** What is computed, and what it must move. */
  public enum Operation {
    /** The system's own copy, the measure of the others; one thread. */
    COPY(2),
    /** {@code max(3·x + 1, 0) · x}. */
    CHAIN(2),
    /** Largest of 2×2. */
    MAX_POOL(1.25),
    /** Softmax of rows of 64. */
    SOFTMAX(2),
    /** Batch normalization in training: mean and variance need the input before the output does. */
    BATCH_NORM(2),
    /** Half set to zero. */
    DROPOUT(2),
    /** Adam: reads weight, gradient and two moments, writes weight and moments. */
    ADAM(7);

    private final double floats;

    Operation(double floats) {
      this.floats = floats;
    }

    /** Bytes read and written at least, for an input of this many numbers. */
    public double bytes(long inputs) {
      return floats * inputs * Float.BYTES;
    }
  }

  /** How many numbers the input has. */
  static long inputs(int size) {
    return (long) EXAMPLES * CHANNELS * size * size;
  }

  private Runnable action = () -> {};

  /** Compiles the program. */
  @Setup
  public void compile() {
    Engine.select(Engine.best().withThreads(threads));
    Shape shape = Shape.of(EXAMPLES, CHANNELS, size, size);
    Param source = Param.of("source", ramp(shape));
    Tensor x = source.value();
    action =
        switch (operation) {
          case COPY -> copy(source, Param.zeros("target", DType.FLOAT32, shape));
          case CHAIN -> writing(x.times(3).plus(1).relu().times(x), List.of());
          case MAX_POOL -> writing(x.maxPool(Window.of(2, 2).stride(2)), List.of());
          case SOFTMAX -> writing(x.reshape(shape.size() / 64, 64).softmax(1), List.of());
          case BATCH_NORM -> batchNorm(x);
          case DROPOUT -> writing(x.dropout(0.5, Seed.of(1), Tensor.of(new long[] {1})), List.of());
          case ADAM -> adam(source);
        };
  }

  /** Runs it once. */
  @Benchmark
  public void run() {
    action.run();
  }

  private static Runnable copy(Param from, Param to) {
    MemorySegment source = from.storage().segment();
    MemorySegment target = to.storage().segment();
    return () -> MemorySegment.copy(source, 0, target, 0, source.byteSize());
  }

  private static Runnable writing(Tensor value, List<Update> more) {
    Param target = Param.zeros("target", DType.FLOAT32, value.shape());
    List<Update> updates = new ArrayList<>(List.of(new Update(target, value)));
    updates.addAll(more);
    Compiled program = Compiled.of(List.of(), List.of(), updates);
    return () -> program.run(List.of());
  }

  private Runnable batchNorm(Tensor x) {
    Layer layer = Sequential.input(CHANNELS, size, size).batchNorm2d().build(Seed.of(1));
    Pass pass = Pass.training(Seed.of(1), 1);
    Tensor y = layer.forward(x, pass);
    return writing(y, pass.updates());
  }

  /** The gradient is the weight's own. */
  private static Runnable adam(Param weight) {
    record Model(Param weight) implements Layer {
      @Override
      public Tensor forward(Tensor x, Pass pass) {
        return x.times(weight.value());
      }

      @Override
      public SequencedMap<String, Param> parameters() {
        SequencedMap<String, Param> own = new LinkedHashMap<>();
        own.put("weight", weight);
        return own;
      }
    }
    Param gradient = Param.of("gradient", ramp(weight.shape()));
    Model model = new Model(weight);
    Optimizer optimizer = Adam.of(1e-3).over(model);
    Tensor loss = model.forward(gradient.value(), Pass.evaluation()).sum();
    Compiled program = Compiled.of(List.of(), List.of(), optimizer.updates(loss));
    return () -> {
      optimizer.advance();
      program.run(List.of());
    };
  }

  private static Tensor ramp(Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7919 % 2003 - 1000) / 1000f;
    }
    return Tensor.wrap(values, shape.dims());
  }
}
