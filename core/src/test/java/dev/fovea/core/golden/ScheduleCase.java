package dev.fovea.core.golden;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The learning rates of a schedule.
 *
 * @param schedule PyTorch's class name, such as {@code StepLR}
 * @param baseRate the optimizer's own learning rate
 * @param options the schedule's options, such as {@code stepSize}
 * @param rates the rate of epoch (or step) 0, 1, 2, …
 * @param metrics for {@code ReduceLROnPlateau}: what was reported after each epoch, one fewer than
 *     rates
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for tests; nobody compares two cases
public record ScheduleCase(
    String name,
    String schedule,
    double baseRate,
    JsonNode options,
    double[] rates,
    Optional<double[]> metrics) {

  static ScheduleCase of(JsonNode node) {
    return new ScheduleCase(
        Json.text(node, "name"),
        Json.text(node, "schedule"),
        Json.number(node, "baseRate"),
        Json.child(node, "options"),
        Json.numbers(Json.child(node, "rates")),
        Optional.ofNullable(node.get("metrics")).map(Json::numbers));
  }

  /** A real or whole option; an error where the schedule has none of this name. */
  public double number(String option) {
    return Json.number(options, option);
  }

  /** Whole numbers, such as {@code milestones}. */
  public int[] integers(String option) {
    return Json.integers(Json.child(options, option));
  }

  /** A word, such as {@code annealStrategy}. */
  public String text(String option) {
    return Json.text(options, option);
  }

  @Override
  public String toString() {
    return name;
  }
}
