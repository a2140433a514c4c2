package dev.fovea.core;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A few steps of training, started as a program of its own: with normalization, pooling, dropout
 * and an optimizer with roots, so that most kernels take part, and with two threads. Writes one
 * line for each different outcome; there should be one, since the first repetitions are interpreted
 * and the last compiled.
 */
final class SmallTraining {
  private static final int BATCH = 19;
  private static final int STEPS = 4;

  private final SplittableRandom random = new SplittableRandom(5);
  private final List<Param> parameters = new ArrayList<>();
  private final List<Tensor> initial = new ArrayList<>();

  private SmallTraining() {}

  /**
   * Trains.
   *
   * @param arguments how many times to train from the same start
   */
  public static void main(String[] arguments) {
    SmallTraining training = new SmallTraining();
    Set<Integer> outcomes = new TreeSet<>();
    Engine.of("vector", 2).run(() -> training.repeat(Integer.parseInt(arguments[0]), outcomes));
    outcomes.forEach(System.out::println);
  }

  private boolean repeat(int times, Set<Integer> outcomes) {
    Tensor x = Tensor.input(DType.FLOAT32, Shape.of(BATCH, 1, 6, 5));
    Tensor labels = Tensor.input(DType.INT64, Shape.of(BATCH));
    Tensor step = Tensor.input(DType.INT64, Shape.scalar());
    Compiled program = compile(x, labels, step);
    Tensor images = random(BATCH, 1, 6, 5);
    Tensor classes = Tensor.of(random.longs(BATCH, 0, 3).toArray(), BATCH);
    for (int i = 0; i < times; i++) {
      for (int p = 0; p < parameters.size(); p++) {
        parameters.get(p).assign(initial.get(p));
      }
      for (int s = 1; s <= STEPS; s++) {
        program.run(List.of(images, classes, Tensor.of(new long[] {s})));
      }
      outcomes.add(fingerprint());
    }
    return true;
  }

  private Compiled compile(Tensor x, Tensor labels, Tensor step) {
    Param kernel = parameter(random(5, 1, 3, 2));
    Param weight = parameter(random(3, 20));
    Tensor maps = x.conv(kernel.value(), Window.of(3, 2).padding(1, 0), 1);
    Tensor deviation = maps.minus(maps.mean(0, 2, 3).alongChannels(4));
    Tensor variance = maps.variance(0, 0, 2, 3).alongChannels(4);
    Tensor normal = deviation.dividedBy(variance.plus(1e-5).sqrt());
    Tensor pooled = normal.gelu().maxPool(Window.of(3, 2).stride(3, 2)).flatten(1);
    Tensor logits = pooled.tanh().dropout(0.3, Seed.of(3), step).linear(weight.value());
    Tensor loss = logits.logSoftmax(1).times(labels.oneHot(3)).sum().dividedBy(-BATCH);
    List<Tensor> gradients = Gradients.of(loss, List.of(kernel.value(), weight.value()));
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Param target = parameters.get(i);
      Tensor gradient = gradients.get(i);
      Tensor change = gradient.times(0.1).dividedBy(gradient.times(gradient).plus(0.01).sqrt());
      updates.add(new Update(target, target.value().minus(change)));
    }
    return Compiled.of(List.of(x, labels, step), List.of(loss), updates);
  }

  private Param parameter(Tensor start) {
    Param parameter = Param.of("p" + parameters.size(), start);
    parameters.add(parameter);
    initial.add(start);
    return parameter;
  }

  private Tensor random(int... dims) {
    float[] values = new float[Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(values, dims);
  }

  private int fingerprint() {
    int print = 0;
    for (Param parameter : parameters) {
      print = 31 * print + Arrays.hashCode(parameter.snapshot().toFloatArray());
    }
    return print;
  }
}
