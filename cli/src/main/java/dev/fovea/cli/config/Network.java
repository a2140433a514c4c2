package dev.fovea.cli.config;

import dev.fovea.core.DType;
import dev.fovea.core.Shape;
import dev.fovea.core.ShapeError;
import dev.fovea.data.Problem;
import dev.fovea.formats.architecture.Architecture;
import dev.fovea.nn.Sequential;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Makes the network of an experiment. */
public final class Network {
  private static final Pattern PLACE = Pattern.compile("layers\\[(\\d+)]");

  private Network() {}

  /**
   * The network for examples of a shape, with its first weights.
   *
   * @throws ShapeError naming the file and the layer, if a layer is unknown or does not fit
   */
  public static Sequential build(Experiment experiment, Shape example) {
    if (experiment.neighbours().isPresent()) {
      throw new ConfigException(
          Problem.of("config: there is no network")
              .with("file", experiment.written().where("/classifier"))
              .with("found", experiment.neighbours().get().description()));
    }
    ObjectNode network = Document.YAML.createObjectNode();
    network.set("layers", experiment.layers());
    try {
      return Architecture.parse(network)
          .withInput(new Sequential.Input(example, DType.FLOAT32))
          .build(experiment.seed().split("init"));
    } catch (ShapeError wrong) {
      throw wrong.fact("file", experiment.written().where(pointer(wrong)));
    }
  }

  /** Where in the file a layer stands that an error speaks of. */
  private static String pointer(ShapeError wrong) {
    Matcher place = PLACE.matcher(String.valueOf(wrong.getMessage()));
    return place.find() ? "/layers/" + place.group(1) : "/layers";
  }
}
