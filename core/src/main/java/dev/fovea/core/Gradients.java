package dev.fovea.core;

import dev.fovea.core.shape.ShapeError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation, graph to graph: the gradients are tensors like any others, so they
 * can be differentiated again.
 */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradients of a scalar with respect to some tensors it was computed from; zeros where it
   * does not depend on one.
   *
   * @param loss a floating-point tensor of one element
   * @param targets the tensors to differentiate by, such as {@link Param#value()}
   * @return one gradient per target, of its shape
   * @throws ShapeError if the loss is not a single floating-point number
   */
  public static List<Tensor> of(Tensor loss, List<Tensor> targets) {
    if (loss.shape().size() != 1 || !loss.dtype().isFloating()) {
      throw ShapeError.of("gradient: the loss must be a single floating-point number")
          .fact("expected", "[] float32 or float64")
          .fact("but was", loss.shape() + " " + loss.dtype())
          .hint("take the mean or the sum first");
    }
    List<Tensor> order = dependents(loss, targets);
    IdentityHashMap<Tensor, Tensor> gradients = new IdentityHashMap<>();
    gradients.put(loss, Tensor.full(1, loss.dtype(), loss.shape()));
    Set<Tensor> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(order);
    for (Tensor y : order.reversed()) {
      Tensor gradOut = gradients.get(y);
      if (gradOut == null || y.inputs().isEmpty()) {
        continue;
      }
      List<@Nullable Tensor> parts = GradientTable.of(y, gradOut);
      for (int i = 0; i < parts.size(); i++) {
        Tensor part = parts.get(i);
        if (part != null && wanted.contains(y.input(i))) {
          gradients.merge(y.input(i), part, Tensor::plus);
        }
      }
    }
    List<Tensor> found = new ArrayList<>();
    for (Tensor target : targets) {
      Tensor gradient = gradients.get(target);
      found.add(gradient != null ? gradient : Tensor.full(0, target.dtype(), target.shape()));
    }
    return found;
  }

  /** The tensors between the targets and the loss, each after its inputs. */
  private static List<Tensor> dependents(Tensor loss, List<Tensor> targets) {
    IdentityHashMap<Tensor, Boolean> depends = new IdentityHashMap<>();
    for (Tensor target : targets) {
      depends.put(target, true);
    }
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> pending = new ArrayDeque<>(List.of(loss));
    while (!pending.isEmpty()) {
      Tensor next = pending.peek();
      int before = pending.size();
      if (!done.contains(next)) {
        for (Tensor input : next.inputs()) {
          if (!done.contains(input)) {
            pending.push(input);
          }
        }
      }
      if (pending.size() == before) {
        pending.pop();
        if (done.add(next)) {
          boolean any =
              depends.containsKey(next)
                  || next.inputs().stream().anyMatch(input -> depends.getOrDefault(input, false));
          depends.put(next, any);
          if (any) {
            order.add(next);
          }
        }
      }
    }
    return order;
  }
}
