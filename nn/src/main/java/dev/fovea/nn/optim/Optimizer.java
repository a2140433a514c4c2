package dev.fovea.nn.optim;

import dev.fovea.core.Engine;
import dev.fovea.core.Gradients;
import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import dev.fovea.core.op.Fill;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.StateMismatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.IntStream;

/**
 * An {@link OptimizerConfig} at work on the parameters of a model, with the state it keeps between
 * steps. Gradients, updates and state are one graph with the loss, so that a step is one program.
 *
 * <pre>{@code
 * Optimizer optimizer = Adam.of(1e-3).over(net);
 * Pass pass = Pass.training(seed, optimizer.steps());
 * Tensor loss = Loss.crossEntropy().mean(net.forward(x, pass), y);
 * optimizer.step(loss, pass);
 * double value = loss.item();
 * }</pre>
 */
public final class Optimizer {
  private final UpdateRule rule;
  private final List<ParameterGroup> groups;
  private final Clipping clipping;
  private final SequencedMap<String, Param> parameters;
  private final boolean hasBuffers;
  private final SequencedMap<String, Param> state = new LinkedHashMap<>();
  private final Param step = Param.zeros("step", DType.INT64, Shape.scalar());
  private final Param learningRate;
  private final List<SequencedMap<String, Param>> numbers = new ArrayList<>();

  /** For each group, what sets one of its numbers by name. */
  private final List<ObjDoubleConsumer<String>> settings = new ArrayList<>();

  Optimizer(OptimizerConfig config, Layer model) {
    this.rule = config.rule();
    this.groups = List.copyOf(config.groups());
    this.clipping = config.clipping();
    this.parameters = model.allParameters();
    this.hasBuffers = model.stateDict().size() > parameters.size();
    this.learningRate = Param.of("learning_rate", Tensor.of(new double[] {rule.learningRate()}));
    state.put(step.name(), step);
    state.put(learningRate.name(), learningRate);
    checkGroups();
    for (int group = 0; group <= groups.size(); group++) {
      SequencedMap<String, Param> perStep = new LinkedHashMap<>();
      rule.numbers(
          1, 1, (name, _) -> perStep.put(name, Param.zeros(name, DType.FLOAT32, Shape.scalar())));
      numbers.add(perStep);
      settings.add((name, value) -> Objects.requireNonNull(perStep.get(name), name).assign(value));
    }
    parameters.forEach((path, parameter) -> {
      if (parameter.trainable()) {
        slots(path, parameter);
      }
    });
  }

  private void checkGroups() {
    for (ParameterGroup group : groups) {
      if (parameters.keySet().stream().noneMatch(group.paths()::matches)) {
        throw new IllegalArgumentException(
            "parameter group: nothing matches "
                + group.paths().pattern()
                + ": expected one of "
                + parameters.sequencedKeySet());
      }
    }
  }

  /**
   * Computes the loss, its gradients and the next parameters in one program.
   *
   * @param alsoKeep what else shall be computed with the parameters of before the step
   * @throws IllegalStateException if the model has running statistics: give the pass too, so that
   *     they are written
   */
  public void step(Tensor loss, Tensor... alsoKeep) {
    if (hasBuffers) {
      throw new IllegalStateException(
          "step: the model has running statistics; call step(loss, pass) so that they are written");
    }
    step(loss, List.of(), alsoKeep);
  }

  /**
   * Computes the loss, its gradients, the next parameters and the next running statistics in one
   * program.
   *
   * @param pass the pass the loss was recorded with
   * @param alsoKeep what else shall be computed with the parameters of before the step
   */
  public void step(Tensor loss, Pass pass, Tensor... alsoKeep) {
    step(loss, pass.updates(), alsoKeep);
  }

  private void step(Tensor loss, List<Update> more, Tensor... alsoKeep) {
    advance();
    List<Update> updates = new ArrayList<>(updates(loss));
    updates.addAll(more);
    List<Tensor> results = new ArrayList<>(List.of(loss));
    results.addAll(List.of(alsoKeep));
    Engine.current().evaluate(results, updates);
  }

  /**
   * Records the gradients of a loss, and from them the next value of each trainable parameter and
   * of its state. Parameters the loss does not depend on are left alone. Each run of these updates
   * must be preceded by {@link #advance}.
   *
   * @throws IllegalStateException if the loss depends on no trainable parameter
   */
  public List<Update> updates(Tensor loss) {
    List<String> paths = new ArrayList<>();
    List<Tensor> values = new ArrayList<>();
    parameters.forEach((path, parameter) -> {
      if (parameter.trainable()) {
        paths.add(path);
        values.add(parameter.value());
      }
    });
    List<Tensor> gradients = new ArrayList<>(Gradients.of(loss, values));
    for (int i = gradients.size() - 1; i >= 0; i--) {
      if (gradients.get(i).op() instanceof Fill fill && fill.value() == 0) {
        gradients.remove(i);
        paths.remove(i);
      }
    }
    if (paths.isEmpty()) {
      throw new IllegalStateException(
          "step: the loss depends on no trainable parameter; record it anew for each step, and"
              + " unfreeze what shall be trained");
    }
    List<Tensor> clipped = clipping.apply(gradients);
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      updates.addAll(updates(paths.get(i), clipped.get(i)));
    }
    return updates;
  }

  private List<Update> updates(String path, Tensor gradient) {
    Param parameter = Objects.requireNonNull(parameters.get(path), path);
    OptionalInt group = group(path);
    double decay =
        group.isPresent()
            ? groups.get(group.getAsInt()).weightDecay().orElse(rule.weightDecay())
            : rule.weightDecay();
    RuleStep place =
        new RuleStep(
            parameter.value(),
            gradient,
            decay,
            numbers.get(group.orElse(groups.size())),
            slots(path, parameter));
    Tensor next = rule.next(place);
    List<Update> updates = new ArrayList<>(List.of(new Update(parameter, next)));
    updates.addAll(place.kept());
    return updates;
  }

  private OptionalInt group(String path) {
    return IntStream.range(0, groups.size())
        .filter(i -> groups.get(i).paths().matches(path))
        .findFirst();
  }

  /** What is kept for a parameter, made at first use: it may have been unfrozen since. */
  private Map<String, Param> slots(String path, Param parameter) {
    Map<String, Param> found = new LinkedHashMap<>();
    rule.slots()
        .forEach((slot, initial) -> {
          String name = slot + "." + path;
          Param kept = state.computeIfAbsent(name, _ -> slot(name, parameter, initial));
          found.put(slot, kept);
        });
    return found;
  }

  private static Param slot(String name, Param like, double initial) {
    Param slot = Param.zeros(name, like.dtype(), like.shape());
    for (int i = 0; i < like.shape().size() && initial != 0; i++) {
      slot.storage().put(i, initial);
    }
    return slot;
  }

  /**
   * Continues to the next step: sets the numbers that change from step to step. {@link #step} does
   * it by itself; a caller that compiles {@link #updates} calls it before each run.
   */
  public void advance() {
    long next = steps() + 1;
    step.assign(next);
    for (int group = 0; group <= groups.size(); group++) {
      double factor = group == groups.size() ? 1 : groups.get(group).learningRateFactor();
      rule.numbers(learningRate() * factor, next, settings.get(group));
    }
  }

  /** How many steps have been made. */
  public long steps() {
    return (long) step.storage().at(0);
  }

  /** The learning rate of the next step. */
  public double learningRate() {
    return learningRate.storage().at(0);
  }

  /** Sets the learning rate of the next step. */
  public void learningRate(double rate) {
    Setting.atLeastZero("learning rate", rate);
    learningRate.assign(rate);
  }

  /** The rule. */
  public UpdateRule rule() {
    return rule;
  }

  /**
   * Everything a checkpoint must hold to continue from here: {@code step}, {@code learning_rate}
   * and what is kept for each parameter, such as {@code exp_avg.conv1.weight}.
   */
  public SequencedMap<String, Param> state() {
    return Collections.unmodifiableSequencedMap(state);
  }

  /** Copies of all values of {@link #state}. */
  public SequencedMap<String, Tensor> snapshot() {
    SequencedMap<String, Tensor> values = new LinkedHashMap<>();
    state.forEach((name, parameter) -> values.put(name, parameter.snapshot()));
    return values;
  }

  /**
   * Continues from a {@linkplain #snapshot saved state}.
   *
   * @throws StateMismatch if it belongs to another optimizer or another model
   */
  public void load(Map<String, Tensor> values) {
    parameters.forEach((path, parameter) -> {
      if (rule.slots().keySet().stream().anyMatch(s -> values.containsKey(s + "." + path))) {
        slots(path, parameter);
      }
    });
    StateMismatch.check(state, values);
    state.forEach(
        (name, parameter) -> parameter.assign(Objects.requireNonNull(values.get(name), name)));
  }
}
