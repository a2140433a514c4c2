package dev.fovea.cli.run;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.train.History;
import dev.fovea.plot.Chart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A training that is over, also one that was interrupted.
 *
 * @param experiment what was asked for
 * @param sets the data
 * @param network as it is now
 * @param history its epochs
 * @param results how well it does
 * @param card what the model file says beside the network
 * @param origin where it comes from
 * @param interrupted whether it was ended on its way
 */
public record CompletedRun(
    Experiment experiment,
    DataConfig.Sets sets,
    Sequential network,
    History history,
    Results results,
    ModelCard card,
    Origin origin,
    boolean interrupted) {

  /** Writes all files of the run. */
  public void writeTo(RunFolder folder) throws IOException {
    ModelFile.save(folder.model(), network, Cards.judged(card, results.sets()));
    folder.writeHistory(history);
    folder.writeMetrics(MetricsFile.text(results.sets()));
    Files.createDirectories(folder.plots());
    SequencedMap<String, Chart> plots = plots();
    for (Map.Entry<String, Chart> plot : plots.entrySet()) {
      Path file = folder.plots().resolve(plot.getKey());
      plot.getValue().save(file.resolveSibling(plot.getKey() + ".svg"));
      plot.getValue().save(file.resolveSibling(plot.getKey() + ".png"));
    }
    SequencedMap<String, Chart> shown = new LinkedHashMap<>(plots);
    Pictures.curves(history, "Loss and accuracy", "loss", "accuracy")
        .ifPresent(c -> shown.put("curves", c));
    new RunReport(this, shown).compose().save(folder.report());
  }

  private SequencedMap<String, Chart> plots() {
    SequencedMap<String, Chart> plots = new LinkedHashMap<>();
    Pictures.curves(history, "Accuracy", "accuracy").ifPresent(c -> plots.put("accuracy", c));
    Pictures.curves(history, "Loss", "loss").ifPresent(c -> plots.put("loss", c));
    Pictures.examples(sets.train()).ifPresent(c -> plots.put("examples", c));
    plots.put("classes", Pictures.classes(sets.train()));
    plots.put("confusion-matrix", Pictures.confusion(results.confusion()));
    Pictures.right(sets.test(), results.answers()).ifPresent(c -> plots.put("right-answers", c));
    Pictures.wrong(sets.test(), results.answers()).ifPresent(c -> plots.put("wrong-answers", c));
    Pictures.filters(network).ifPresent(c -> plots.put("filters", c));
    Pictures.activations(network, experiment.reports().activationsAfter(), sets.test())
        .ifPresent(c -> plots.put("activations", c));
    return plots;
  }
}
