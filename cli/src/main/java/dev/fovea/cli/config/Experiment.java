package dev.fovea.cli.config;

import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.cli.yaml.Document;
import dev.fovea.cli.yaml.KeyPositions;
import dev.fovea.core.Seed;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.optim.OptimizerConfig;
import dev.fovea.nn.train.EarlyStopping;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A training as it was asked for, with nothing left open.
 *
 * @param name what it is called
 * @param description what it is, in a sentence; may be empty
 * @param seed where all chance comes from
 * @param backend what computes; the best there is if none is named
 * @param epochs the last epoch, counted from 1
 * @param batchSize examples per step
 * @param data the data
 * @param network the network, and what is done to it before it is trained
 * @param loss what is minimized
 * @param optimizer how
 * @param schedule how the learning rate changes
 * @param earlyStopping what ends the training early, if anything
 * @param neighbors a classifier that has no training and no layers, instead of a network
 * @param reports what the report shows
 * @param tree all of this as it is written
 * @param written where it stands
 */
public record Experiment(
    String name,
    String description,
    Seed seed,
    Optional<String> backend,
    int epochs,
    int batchSize,
    DataConfig data,
    NetworkPlan network,
    Loss loss,
    OptimizerConfig optimizer,
    ScheduleConfig schedule,
    Optional<EarlyStopping> earlyStopping,
    Optional<NeighborSearch> neighbors,
    Reports reports,
    ObjectNode tree,
    KeyPositions written) {
  static final String SEED = "seed";
  static final String BACKEND = "backend";

  /**
   * What the report of a run shows.
   *
   * @param activationsAfter the layer whose output for one image is drawn, if one was chosen
   */
  public record Reports(Optional<String> activationsAfter) {}

  /** The same with the backend said that it runs on, since the bits depend on it. */
  public Experiment ranOn(String chosen) {
    ObjectNode said = Document.YAML.createObjectNode();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (!entry.getKey().equals(BACKEND)) {
        said.set(entry.getKey(), entry.getValue());
      }
      if (entry.getKey().equals(SEED)) {
        said.put(BACKEND, chosen);
      }
    }
    return with(Optional.of(chosen), network, said);
  }

  /** The same with the sum of its pretrained weights said, so that no others take their place. */
  public Experiment startedFrom(Pretrained.Loaded loaded) {
    ObjectNode said = tree.deepCopy();
    Pretrained.write(said, loaded);
    return with(backend, network.startedFrom(loaded), said);
  }

  private Experiment with(Optional<String> chosen, NetworkPlan plan, ObjectNode said) {
    return new Experiment(
        name,
        description,
        seed,
        chosen,
        epochs,
        batchSize,
        data,
        plan,
        loss,
        optimizer,
        schedule,
        earlyStopping,
        neighbors,
        reports,
        said,
        written);
  }

  /** Everything as YAML: a training from it gives the same bits. */
  public String toYaml() {
    return Document.YAML.writeValueAsString(tree);
  }
}
