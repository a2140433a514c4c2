package dev.fovea.formats.keras;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.network.Model;
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
 * from one to the other. Numbers are not scaled: what was done to the inputs in training is not in
 * a Keras file.
 *
 * @param network {@link dev.fovea.nn.network.Sequential} where one layer follows another, else a
 *     {@link dev.fovea.nn.network.GraphNetwork}; each layer has Keras' name, an activation that was
 *     an option of its layer stands after it
 * @param weights the names that Keras' file has for weights, by the path of the parameter here
 *     ({@code dense_1.weight} is {@code dense_1/kernel:0})
 * @param inputOrders for each input, which axis of Keras' each axis of ours is, without that of the
 *     batch
 * @param outputOrders for each output, which axis of Keras' each axis of ours is, without that of
 *     the batch
 * @param version of Keras, such as {@code 2.3.1}; empty if the file does not tell
 */
public record KerasModel(
    Model network,
    SequencedMap<String, String> weights,
    List<List<Integer>> inputOrders,
    List<List<Integer>> outputOrders,
    String version) {
  /** Copies lists and map. */
  public KerasModel {
    weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    inputOrders = inputOrders.stream().map(List::copyOf).toList();
    outputOrders = outputOrders.stream().map(List::copyOf).toList();
  }

  /** {@link #fromKeras(int, Tensor)} for the first input. */
  public Tensor fromKeras(Tensor x) {
    return fromKeras(0, x);
  }

  /**
   * Keras' input as the network takes it: {@code [N, H, W, C]} to {@code [N, C, H, W]} where the
   * model has channels last.
   *
   * @param input which of them, from 0
   * @throws ShapeError if the number of axes is another
   */
  public Tensor fromKeras(int input, Tensor x) {
    List<Integer> axes = new ArrayList<>(List.of(0));
    inputOrders.get(input).forEach(axis -> axes.add(axis + 1));
    return permuted("input", x, axes);
  }

  /** {@link #toKeras(int, Tensor)} for the first output. */
  public Tensor toKeras(Tensor y) {
    return toKeras(0, y);
  }

  /**
   * The network's output as Keras gives it.
   *
   * @param output which of them, from 0
   * @throws ShapeError if the number of axes is another
   */
  public Tensor toKeras(int output, Tensor y) {
    List<Integer> order = outputOrders.get(output);
    List<Integer> axes = new ArrayList<>(List.of(0));
    for (int axis = 0; axis < order.size(); axis++) {
      axes.add(order.indexOf(axis) + 1);
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
