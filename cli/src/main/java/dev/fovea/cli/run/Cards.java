package dev.fovea.cli.run;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.data.Transform;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.Provenance;
import dev.fovea.nn.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What is written into a model file beside the network. */
public final class Cards {
  private Cards() {}

  /** For a model in training. */
  public static ModelCard training(Experiment experiment, DataConfig.Sets sets) {
    List<ModelCard.Preprocessing> steps = sets.transforms().stream().map(Cards::step).toList();
    return ModelCard.empty()
        .classes(sets.train().classNames())
        .preprocessing(steps)
        .provenance(
            Provenance.now()
                .seed(experiment.seed().value())
                .data(sets.train().name(), sets.train().contentHash())
                .setting(TrainedModel.CONFIG, experiment.toYaml()));
  }

  /** The same with the figures of the trained model. */
  static ModelCard judged(ModelCard card, SequencedMap<String, Evaluation> sets) {
    Provenance origin = card.provenance();
    for (var set : sets.entrySet()) {
      origin = origin.metrics(set.getKey(), set.getValue().values());
    }
    return card.provenance(origin);
  }

  private static ModelCard.Preprocessing step(Transform transform) {
    return new ModelCard.Preprocessing(transform.name(), new LinkedHashMap<>(transform.numbers()));
  }
}
