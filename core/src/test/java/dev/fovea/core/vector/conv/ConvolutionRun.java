package dev.fovea.core.vector.conv;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.Op;
import dev.fovea.core.scalar.ScalarKernels;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Runs a way to convolve by its steps alone, and the specification beside it. */
public final class ConvolutionRun {
  private static final float UNTOUCHED = 12345.5f;
  private static final int GUARD = 16;

  private ConvolutionRun() {}

  /** The sizes of a convolution of images or signals whose window has its padding in numbers. */
  public static ConvolutionSizes sizes(
      ConvolutionSizes.Kind kind,
      int examples,
      int groups,
      int in,
      int out,
      Window window,
      List<Integer> input) {
    Window resolved = window.resolve(input);
    return new ConvolutionSizes(
        kind, examples, groups, in, out, resolved, input, resolved.output(input));
  }

  private static Shape x(ConvolutionSizes sizes) {
    return shape(sizes.examples(), sizes.groups() * sizes.channelsIn(), sizes.input());
  }

  private static Shape y(ConvolutionSizes sizes) {
    return shape(sizes.examples(), sizes.groups() * sizes.channelsOut(), sizes.output());
  }

  private static Shape w(ConvolutionSizes sizes) {
    return shape(sizes.groups() * sizes.channelsOut(), sizes.channelsIn(), sizes.window().kernel());
  }

  private static Shape shape(int first, int second, List<Integer> rest) {
    return Shape.of(
        Stream.concat(Stream.of(first, second), rest.stream())
            .mapToInt(Integer::intValue)
            .toArray());
  }

  private static Op op(ConvolutionSizes sizes) {
    return switch (sizes.kind()) {
      case FORWARD -> new Convolution(sizes.window(), sizes.groups());
      case INPUT_GRADIENT ->
          new ConvolutionTransposed(sizes.window(), sizes.groups(), sizes.input());
      case WEIGHT_GRADIENT -> new ConvolutionWeightGradient(sizes.window(), sizes.groups());
    };
  }

  private static List<Shape> inputs(ConvolutionSizes sizes) {
    return switch (sizes.kind()) {
      case FORWARD -> List.of(x(sizes), w(sizes));
      case INPUT_GRADIENT -> List.of(y(sizes), w(sizes));
      case WEIGHT_GRADIENT -> List.of(x(sizes), y(sizes));
    };
  }

  private static Shape result(ConvolutionSizes sizes) {
    return switch (sizes.kind()) {
      case FORWARD -> y(sizes);
      case INPUT_GRADIENT -> x(sizes);
      case WEIGHT_GRADIENT -> w(sizes);
    };
  }

  /** Random numbers for both inputs, exact in single precision. */
  public static List<double[]> values(ConvolutionSizes sizes, long seed) {
    Random random = new Random(seed);
    List<double[]> values = new ArrayList<>();
    for (Shape shape : inputs(sizes)) {
      double[] numbers = new double[shape.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      values.add(numbers);
    }
    return values;
  }

  /** What the scalar kernels compute. */
  public static double[] expected(ConvolutionSizes sizes, List<double[]> values) {
    List<Graph.Node> inputs = new ArrayList<>();
    for (Shape shape : inputs(sizes)) {
      inputs.add(new Graph.Node(op(sizes), List.of(), shape, DType.FLOAT32));
    }
    Graph.Node node = new Graph.Node(op(sizes), List.of(0, 1), result(sizes), DType.FLOAT32);
    return ScalarKernels.compute(node, inputs, values);
  }

  /**
   * What the steps compute, their tasks in the given order: 0 upwards with one worker, or downwards
   * with many. All memory holds a strange number before, and what lies around must keep it.
   */
  public static float[] found(
      ConvolutionAlgorithm algorithm,
      ConvolutionSizes sizes,
      List<double[]> values,
      boolean downwards,
      int workers) {
    long at = 0;
    List<Location> places = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>(inputs(sizes));
    shapes.add(result(sizes));
    for (Shape shape : shapes) {
      places.add(Location.known(0, at));
      at += Memory.aligned((long) shape.size() * Float.BYTES) + GUARD * Float.BYTES;
      at = Memory.aligned(at);
    }
    Location shared = Location.known(0, at);
    at += Memory.aligned(algorithm.sharedBytes()) + Memory.aligned(GUARD * Float.BYTES);
    long each = Memory.aligned(algorithm.workerBytes()) + Memory.aligned(GUARD * Float.BYTES);
    Location worker = Location.of(Buffer.at(0, at, each));
    at += workers * each;
    Memory memory = new Memory(at, 0, Map.of());
    for (int i = 0; i < at / Float.BYTES; i++) {
      memory.put(Location.known(0, 0), i, UNTOUCHED);
    }
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.get(i).length; j++) {
        memory.put(places.get(i), j, (float) values.get(i)[j]);
      }
    }
    Location result = places.get(2);
    List<WholeStep> steps =
        switch (sizes.kind()) {
          case FORWARD -> algorithm.steps(places.get(0), places.get(1), result, shared, worker);
          case INPUT_GRADIENT ->
              algorithm.steps(result, places.get(1), places.get(0), shared, worker);
          case WEIGHT_GRADIENT ->
              algorithm.steps(places.get(0), result, places.get(1), shared, worker);
        };
    for (WholeStep step : steps) {
      for (int i = 0; i < step.tasks(); i++) {
        step.run(memory, i % workers, downwards ? step.tasks() - 1 - i : i);
      }
    }
    checkGuards(memory, shapes, places);
    checkGuard(memory, shared.offset() + Memory.aligned(algorithm.sharedBytes()), "shared");
    for (int i = 0; i < workers; i++) {
      long end = worker.at(i, 0) + Memory.aligned(algorithm.workerBytes());
      checkGuard(memory, end, "worker " + i);
    }
    float[] numbers = new float[result(sizes).size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = memory.get(result, i);
    }
    return numbers;
  }

  private static void checkGuards(Memory memory, List<Shape> shapes, List<Location> places) {
    for (int i = 0; i < places.size(); i++) {
      long size = Memory.aligned((long) shapes.get(i).size() * Float.BYTES);
      checkGuard(memory, places.get(i).offset() + size, "value " + i);
    }
  }

  private static void checkGuard(Memory memory, long offset, String what) {
    for (int i = 0; i < GUARD; i++) {
      float value = memory.get(Location.known(0, offset), i);
      if (value != UNTOUCHED) {
        throw new AssertionError("written " + i + " floats beyond the room of " + what);
      }
    }
  }
}
