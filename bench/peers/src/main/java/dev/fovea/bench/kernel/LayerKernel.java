package dev.fovea.bench.kernel;

import dev.fovea.bench.network.Network;
import dev.fovea.bench.network.Step;
import dev.fovea.bench.network.Weight;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.network.Workloads;
import dev.fovea.core.Compiled;
import dev.fovea.core.shape.DType;
import dev.fovea.core.Engine;
import dev.fovea.core.Gradients;
import dev.fovea.core.Param;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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
 * One convolution or linear layer at its place in a network, in a program of {@link #copies} like
 * it on the same data but with other weights. What two programs differ by is the layer itself:
 * bringing the data into the order of the kernels, which a whole step does once, drops out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class LayerKernel {
  /** How many threads compute. */
  @Param("1")
  public int threads;

  /** The name of a workload. */
  @Param("mnist-cnn")
  public String model = "";

  /** The place of the layer in the network. */
  @Param("0")
  public int place;

  /** What is computed. */
  @Param public Kernel kernel = Kernel.FORWARD;

  /** How many layers the program has. */
  @Param({"1", "5"})
  public int copies;

  /** The three computations of a layer. */
  public enum Kernel {
    /** The output. */
    FORWARD,
    /** The gradient of the input. */
    INPUT_GRADIENT,
    /** The gradient of the weight. */
    WEIGHT_GRADIENT
  }

  private Supplier<List<Tensor>> program = List::of;

  /** Compiles the program. */
  @Setup
  public void compile() {
    Engine.select(Engine.best().withThreads(threads));
    Workload workload = Workloads.named(model);
    Network.Placed at = workload.network().placed().get(place);
    Tensor x = place(workload.batch(), at.input());
    Tensor gradOut = place(workload.batch(), at.output());
    List<Tensor> results = new ArrayList<>();
    for (int copy = 1; copy <= copies; copy++) {
      Param weight = weight(at, copy);
      results.add(
          switch (kernel) {
            case FORWARD -> apply(at.step(), x, weight.value()).sum();
            case INPUT_GRADIENT -> gradient(at, x, weight, gradOut, x).sum();
            case WEIGHT_GRADIENT ->
                gradient(at, x.times(1 + copy), weight, gradOut, weight.value()).sum();
          });
    }
    List<Tensor> inputs =
        switch (kernel) {
          case FORWARD -> List.of(x);
          case INPUT_GRADIENT -> List.of(gradOut);
          case WEIGHT_GRADIENT -> List.of(x, gradOut);
        };
    Compiled compiled = Compiled.of(inputs, results, List.of());
    List<Tensor> values = inputs.stream().map(input -> random(input.shape())).toList();
    program = () -> compiled.run(values);
  }

  /** Runs it once. */
  @Benchmark
  public List<Tensor> run() {
    return program.get();
  }

  private static Tensor apply(Step step, Tensor x, Tensor weight) {
    return switch (step) {
      case Step.Convolution convolution -> {
        int[] kernel = convolution.kernel().stream().mapToInt(Integer::intValue).toArray();
        Window window =
            Window.of(kernel).stride(convolution.stride()).padding(convolution.padding());
        yield x.conv(weight, window, 1);
      }
      case Step.Linear _ -> x.linear(weight);
      default -> throw new IllegalArgumentException("no weights in " + step);
    };
  }

  private static Tensor gradient(
      Network.Placed at, Tensor x, Param weight, Tensor gradOut, Tensor of) {
    Tensor y = apply(at.step(), x, weight.value());
    return Gradients.of(y.times(gradOut).sum(), List.of(of)).getFirst();
  }

  private static Param weight(Network.Placed at, int copy) {
    Shape shape = Shape.of(Weight.of(at).getFirst().shape());
    return Param.of("weight" + copy, random(shape));
  }

  private static Tensor place(int batch, List<Integer> example) {
    List<Integer> shape = new ArrayList<>(List.of(batch));
    shape.addAll(example);
    return Tensor.input(DType.FLOAT32, Shape.of(shape));
  }

  private static Tensor random(Shape shape) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return Tensor.wrap(values, shape.dims());
  }
}
