package dev.fovea.cli.run;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.NeighborSearch;
import dev.fovea.cli.config.Recipe;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.core.Tensor;
import dev.fovea.data.Dataset;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.neighbor.NearestNeighbors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that compares with its training set instead of learning from it. It has no model: what it
 * knows are the examples themselves, which are read again from where they were.
 *
 * @param recipe its configuration
 * @param experiment the same, read
 * @param search how it compares
 * @param sets its data
 */
public record Comparison(
    Recipe recipe, Experiment experiment, NeighborSearch search, DataConfig.Sets sets) {
  /** The run in a folder, if it is one of this kind. */
  public static Optional<Comparison> in(Path run) throws IOException {
    Optional<Recipe> recipe = recipe(run);
    if (recipe.isEmpty()) {
      return Optional.empty();
    }
    Experiment experiment = recipe.get().experiment(Overrides.none());
    NeighborSearch search = experiment.neighbors().orElseThrow();
    DataConfig.Sets sets = experiment.data().open(experiment.seed());
    return Optional.of(new Comparison(recipe.get(), experiment, search, sets));
  }

  /** Whether a folder holds such a run. */
  static boolean isIn(Path run) throws IOException {
    return recipe(run).isPresent();
  }

  private static Optional<Recipe> recipe(Path run) throws IOException {
    RunFolder folder = new RunFolder(run);
    if (!Files.isDirectory(run)
        || Files.exists(folder.model())
        || !Files.isRegularFile(folder.config())) {
      return Optional.empty();
    }
    Recipe recipe = Recipe.read(folder.config());
    return recipe.experiment(Overrides.none()).neighbors().isPresent()
        ? Optional.of(recipe)
        : Optional.empty();
  }

  /** What examples must be like. */
  public ExampleForm form() {
    return new ExampleForm(
        sets.train().exampleShape(),
        sets.train().classNames(),
        sets.transforms(),
        experiment.data().source().fit());
  }

  /** The test set of the run. */
  public EvaluationSet testSet() {
    return new EvaluationSet(sets.test(), experiment.data().source().description(), true);
  }

  /**
   * Other data, read as that of the run was: its test set or, where none is set apart, all of it.
   *
   * @throws RunException if it does not fit
   */
  public EvaluationSet judgedOn(Path path) throws IOException {
    return form().judged(recipe, path);
  }

  /** Which examples of a set are taken for what. */
  public ConfusionMatrix judge(Dataset set) {
    return NeighborRun.judge(classifier(), sets, set);
  }

  /**
   * What some examples are taken for, the share of the neighbors that are of a class as its
   * probability.
   *
   * @param inputs prepared, {@code [N, …]}
   */
  public ClassProbabilities answers(Tensor inputs) {
    return ClassProbabilities.ofShares(
        NeighborRun.shares(classifier().find(inputs), sets, sets.train().classNames().size()));
  }

  private NearestNeighbors classifier() {
    return NearestNeighbors.of(sets.train()).distance(search.distance()).k(search.k());
  }
}
