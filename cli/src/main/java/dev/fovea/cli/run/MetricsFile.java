package dev.fovea.cli.run;

import dev.fovea.nn.train.Evaluation;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The final figures as JSON. */
public final class MetricsFile {
  private static final JsonMapper JSON = JsonMapper.shared();

  private MetricsFile() {}

  /** {@code {"test": {"accuracy": 0.99, "loss": 0.03, "examples": 10000}, …}}. */
  public static String text(SequencedMap<String, Evaluation> sets) {
    ObjectNode root = JSON.createObjectNode();
    sets.forEach((name, evaluation) -> {
      ObjectNode figures = root.putObject(name);
      evaluation
          .values()
          .forEach((figure, value) -> {
            if (Double.isFinite(value)) {
              figures.put(figure, value);
            } else {
              figures.putNull(figure);
            }
          });
      figures.put("examples", evaluation.examples());
    });
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
