package dev.fovea.cli.run;

import dev.fovea.cli.config.DataConfig;
import dev.fovea.cli.config.DataSource;
import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.Overrides;
import dev.fovea.cli.config.Recipe;
import dev.fovea.core.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.Normalize;
import dev.fovea.data.PeakNormalize;
import dev.fovea.data.Problem;
import dev.fovea.data.Scale;
import dev.fovea.data.Transform;
import dev.fovea.data.image.Fit;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.SavedModel;
import dev.fovea.nn.LogSoftmax;
import dev.fovea.nn.Sequential;
import dev.fovea.nn.Softmax;
import dev.fovea.nn.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network from a model file, and what one must know to use it.
 *
 * @param file the model file
 * @param network the network
 * @param example the shape of one example
 * @param classes the names of the classes
 * @param transforms what is done to each example
 * @param loss what was minimised
 * @param training how it was trained, if the file tells
 */
public record TrainedModel(
    Path file,
    Sequential network,
    Shape example,
    List<String> classes,
    List<Transform> transforms,
    Loss loss,
    Optional<Recipe> training) {
  /** The setting of a model's provenance that holds the configuration of its training. */
  static final String CONFIG = "config";

  /** Copies the lists. */
  public TrainedModel {
    classes = List.copyOf(classes);
    transforms = List.copyOf(transforms);
  }

  /**
   * Reads a model file, or that of a run folder.
   *
   * @throws RunException if there is none
   */
  public static TrainedModel load(Path runOrModel) throws IOException {
    Path file = file(runOrModel);
    SavedModel saved = ModelFile.load(file);
    Sequential network = saved.model();
    ModelCard card = saved.card();
    Shape example =
        network
            .input()
            .map(Sequential.Input::example)
            .orElseThrow(() ->
                new RunException(
                    Problem.of("model: the shape of an example is not in the file")
                        .with("file", file)));
    Optional<Recipe> training =
        Optional.ofNullable(card.provenance().settings().get(CONFIG))
            .map(yaml -> new Recipe("model", "configuration in " + file, Path.of(""), yaml));
    Optional<Experiment> experiment = training.map(recipe -> recipe.experiment(Overrides.none()));
    return new TrainedModel(
        file,
        network,
        example,
        card.classes().isEmpty() ? numbered(network) : card.classes(),
        card.preprocessing().stream().map(step -> transform(file, step)).toList(),
        experiment.map(Experiment::loss).orElseGet(() -> fittingLoss(network)),
        training);
  }

  /**
   * The file itself, or the model file of a run folder.
   *
   * @throws RunException if there is none
   */
  public static Path file(Path runOrModel) {
    Path file = Files.isDirectory(runOrModel) ? new RunFolder(runOrModel).model() : runOrModel;
    if (!Files.isRegularFile(file)) {
      throw new RunException(
          Problem.of(
                  Files.isDirectory(runOrModel)
                      ? "model: this folder is no finished run"
                      : "model: no such file or run folder")
              .with("looked for", file));
    }
    return file;
  }

  /**
   * The test set of the training.
   *
   * @return empty if the file does not say what it was trained on
   */
  public Optional<Judged> testSet() throws IOException {
    if (training.isEmpty()) {
      return Optional.empty();
    }
    Experiment experiment = training.get().experiment(Overrides.none());
    DataConfig data = experiment.data();
    Dataset test = data.test(experiment.seed(), classes);
    return Optional.of(new Judged(prepared(test), data.source().description(), true));
  }

  /**
   * Other data, read as that of the training was: its test set or, where none is set apart, all of
   * it.
   *
   * @throws RunException if it does not look as anything that can be read, or does not fit the
   *     network
   */
  public Judged judgedOn(Path path) throws IOException {
    Recipe recipe =
        training.orElseGet(
            () -> new Recipe("model", "--data " + path, Path.of(""), "epochs: 1\nlayers: []\n"));
    Overrides here = Overrides.none().withData(path);
    DataSource source = recipe.experiment(here).data().source();
    Optional<Examples> apart = source.test(classes);
    Examples found = apart.isPresent() ? apart.get() : source.judged(classes);
    if (!found.data().exampleShape().equals(example)) {
      throw new RunException(
          Problem.of("data: the examples do not fit the network")
              .with("data", path)
              .with("expected by the network", example)
              .with("found", found.data().exampleShape()));
    }
    return new Judged(prepared(found.data()), source.description(), apart.isPresent());
  }

  /** What is done to images of another size. */
  public Fit fit() {
    return training
        .map(recipe -> recipe.experiment(Overrides.none()).data().source().fit())
        .orElse(Fit.EXACT);
  }

  /** Examples with done to them what was done in training. */
  private Dataset prepared(Dataset stored) {
    Dataset data = stored;
    for (Transform transform : transforms) {
      data = data.map(transform);
    }
    return data;
  }

  private static List<String> numbered(Sequential network) {
    List<Integer> output = network.summary().rows().getLast().output();
    return ClassTargets.numbered(output.getLast());
  }

  private static Transform transform(Path file, ModelCard.Preprocessing step) {
    return switch (step.name()) {
      case "scale" -> new Scale(numbers(file, step, "factor").getFirst());
      case "normalize" ->
          new Normalize(numbers(file, step, "mean"), numbers(file, step, "deviation"));
      case "peak-normalize" ->
          new PeakNormalize(numbers(file, step, "per-channel").getFirst() != 0);
      default ->
          throw new RunException(
              Problem.of("model: its inputs were prepared in a way that is not known here")
                  .with("file", file)
                  .with("expected", "scale, peak-normalize or normalize")
                  .with("found", step.name()));
    };
  }

  private static List<Double> numbers(Path file, ModelCard.Preprocessing step, String name) {
    List<Double> numbers = step.numbers().get(name);
    if (numbers == null || numbers.isEmpty()) {
      throw new RunException(
          Problem.of("model: a number of the preprocessing is missing")
              .with("file", file)
              .with("expected", step.name() + "." + name)
              .with("found", step.numbers().keySet()));
    }
    return numbers;
  }

  /** The loss that goes with how the network ends. */
  private static Loss fittingLoss(Sequential network) {
    return switch (network.leaves().getLast()) {
      case Softmax _ -> Loss.crossEntropyOnProbabilities();
      case LogSoftmax _ -> Loss.negativeLogLikelihood();
      default -> Loss.crossEntropy();
    };
  }
}
