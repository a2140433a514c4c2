package dev.fovea.nn.optim;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One parameter in one step of an {@link UpdateRule}. */
public final class RuleStep {
  private final Tensor value;
  private final Tensor gradient;
  private final double weightDecay;
  private final Map<String, Param> numbers;
  private final Map<String, Param> slots;
  private final List<Update> kept = new ArrayList<>();

  RuleStep(
      Tensor value,
      Tensor gradient,
      double weightDecay,
      Map<String, Param> numbers,
      Map<String, Param> slots) {
    this.value = value;
    this.gradient = gradient;
    this.weightDecay = weightDecay;
    this.numbers = numbers;
    this.slots = slots;
  }

  /** The parameter before the step. */
  public Tensor value() {
    return value;
  }

  /** The gradient of the loss, clipped. */
  public Tensor gradient() {
    return gradient;
  }

  /** The weight decay of this parameter. */
  public double weightDecay() {
    return weightDecay;
  }

  /** The gradient with L2 regularization in it: {@code g + λ·w}. */
  public Tensor regularized() {
    return weightDecay == 0 ? gradient : gradient.plus(value.times(weightDecay));
  }

  /** One of {@link UpdateRule#numbers}, for this step. */
  public Tensor number(String name) {
    return known("number", name, numbers).value().to(value.dtype());
  }

  /** What the last step kept. */
  public Tensor last(String slot) {
    return known("slot", slot, slots).value();
  }

  /** Keeps a value for the next step, and gives it back. */
  public Tensor keep(String slot, Tensor next) {
    kept.add(new Update(known("slot", slot, slots), next));
    return next;
  }

  List<Update> kept() {
    return kept;
  }

  private static Param known(String what, String name, Map<String, Param> among) {
    @Nullable Param found = among.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "update rule: no " + what + " " + name + ": expected one of " + among.keySet());
    }
    return found;
  }
}
