package dev.fovea.core.golden;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Steps of an optimizer with given gradients.
 *
 * @param optimizer {@code sgd}, {@code adam}, {@code adamw}, {@code rmsprop} or {@code adagrad}
 * @param options every option, PyTorch's defaults included, such as {@code learningRate}
 * @param gradients the gradient of each step
 * @param after the parameter after each step
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for tests; nobody compares two cases
public record OptimizerCase(
    String name,
    String optimizer,
    JsonNode options,
    double[] initial,
    List<double[]> gradients,
    List<double[]> after) {

  static OptimizerCase of(JsonNode node) {
    return new OptimizerCase(
        Json.text(node, "name"),
        Json.text(node, "optimizer"),
        Json.child(node, "options"),
        Json.numbers(Json.child(node, "initial")),
        Json.list(Json.child(node, "gradients"), Json::numbers),
        Json.list(Json.child(node, "after"), Json::numbers));
  }

  /** A real option; an error where the optimizer has none of this name. */
  public double number(String option) {
    return Json.number(options, option);
  }

  /** A flag, such as {@code nesterov}. */
  public boolean flag(String option) {
    return Json.child(options, option).asBoolean();
  }

  @Override
  public String toString() {
    return name;
  }
}
