package dev.fovea.formats.keras;

import dev.fovea.core.ShapeError;
import dev.fovea.core.Tensor;
import dev.fovea.nn.Sequential;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A model that came from Keras, ready to predict and to be trained further.
 *
 * <p>The network takes and gives our layouts: images {@code [N, C, H, W]} and signals {@code [N, C,
 * L]}, where Keras mostly has channels last. {@link #fromKeras} and {@link #toKeras} bring tensors
 * from one to the other. Numbers are not scaled: what was done to the inputs in training is not in a
 * Keras file.
 *
 * @param network the layers; each has Keras' name, an activation that was an option of its layer
 *     stands behind it
 * @param weights the names that Keras' file has for weights, by the path of the parameter here
 *     ({@code dense_1.weight} is {@code dense_1/kernel:0})
 * @param inputOrder which axis of Keras' input each axis of ours is, without that of the batch
 * @param outputOrder which axis of Keras' output each axis of ours is, without that of the batch
 * @param version of Keras, such as {@code 2.3.1}; empty if the file does not tell
 */
public record KerasModel(
    Sequential network,
    SequencedMap<String, String> weights,
    List<Integer> inputOrder,
    List<Integer> outputOrder,
    String version) {
  /** Copies lists and map. */
  public KerasModel {
    weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    inputOrder = List.copyOf(inputOrder);
    outputOrder = List.copyOf(outputOrder);
  }

  /** Whether Keras' inputs have their axes in another order than the network's. */
  public boolean isInputTurned() {
    return !inputOrder.equals(inputOrder.stream().sorted().toList());
  }

  /**
   * Keras' input as the network takes it: {@code [N, H, W, C]} to {@code [N, C, H, W]} where the
   * model has channels last.
   *
   * @throws ShapeError if the number of axes is another
   */
  public Tensor fromKeras(Tensor x) {
    List<Integer> axes = new ArrayList<>(List.of(0));
    inputOrder.forEach(axis -> axes.add(axis + 1));
    return permuted("input", x, axes);
  }

  /**
   * The network's output as Keras gives it.
   *
   * @throws ShapeError if the number of axes is another
   */
  public Tensor toKeras(Tensor y) {
    List<Integer> axes = new ArrayList<>(List.of(0));
    for (int axis = 0; axis < outputOrder.size(); axis++) {
      axes.add(outputOrder.indexOf(axis) + 1);
    }
    return permuted("output", y, axes);
  }

  private static Tensor permuted(String what, Tensor x, List<Integer> axes) {
    if (x.shape().rank() != axes.size()) {
      throw ShapeError.of("keras: the " + what + " has another number of axes")
          .fact(what, x.shape())
          .fact("expected", axes.size() + " axes");
    }
    return axes.equals(axes.stream().sorted().toList()) ? x : x.permute(axes);
  }
}
