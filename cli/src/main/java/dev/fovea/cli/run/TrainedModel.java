package dev.fovea.cli.run;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.Recipe;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.data.Margin;
import dev.fovea.data.Normalize;
import dev.fovea.data.PeakNormalize;
import dev.fovea.data.Problem;
import dev.fovea.data.RepeatChannel;
import dev.fovea.data.ScaleBy;
import dev.fovea.data.Transform;
import dev.fovea.data.image.ImageFit;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.SavedModel;
import dev.fovea.nn.activation.LogSoftmax;
import dev.fovea.nn.activation.Softmax;
import dev.fovea.nn.layer.Flatten;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
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
 * @param loss what was minimized
 * @param training how it was trained, if the file tells
 */
public record TrainedModel(
    Path file,
    Model network,
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
   * Reads a model file, that of a run folder, or a model of ONNX or Keras.
   *
   * @throws RunException if there is none
   */
  public static TrainedModel load(Path runOrModel) throws IOException {
    Path file = file(runOrModel);
    SavedModel saved =
        ForeignModel.isOne(file)
            ? new SavedModel(withImages(ForeignModel.read(file)), ModelCard.empty())
            : ModelFile.load(file);
    Model network = saved.model();
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
   * A network of others that joins the rows of gray images, which have a channel here, is given
   * images with one.
   */
  private static Model withImages(Model network) {
    Optional<Shape> rows =
        network.input().map(Sequential.Input::example).filter(shape -> shape.rank() == 2);
    boolean isFlattened =
        network instanceof Sequential line
            && line.layers().size() > 0
            && line.layers().firstEntry().getValue() instanceof Flatten;
    if (rows.isEmpty() || !isFlattened || !(network instanceof Sequential line)) {
      return network;
    }
    Sequential.Input input = new Sequential.Input(rows.get().insert(0, 1), DType.FLOAT32);
    return new Sequential(line.layers(), Optional.of(input));
  }

  /**
   * The file itself, or the model file of a run folder.
   *
   * @throws RunException if there is none
   */
  public static Path file(Path runOrModel) throws IOException {
    Path file = Files.isDirectory(runOrModel) ? new RunFolder(runOrModel).model() : runOrModel;
    if (Comparison.isIn(runOrModel)) {
      throw new RunException(
          Problem.of("model: this run compared with its training set and learned no network")
              .with("run", runOrModel)
              .with("hint", "fovea evaluate and fovea predict take it"));
    }
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
  public Optional<EvaluationSet> testSet() throws IOException {
    if (training.isEmpty()) {
      return Optional.empty();
    }
    Experiment experiment = training.get().experiment(Overrides.none());
    DataConfig data = experiment.data();
    Dataset test = data.test(experiment.seed(), classes);
    return Optional.of(new EvaluationSet(form().prepared(test), data.source().description(), true));
  }

  /**
   * Other data, read as that of the training was: its test set or, where none is set apart, all of
   * it.
   *
   * @throws RunException if it does not look as anything that can be read, or does not fit the
   *     network
   */
  public EvaluationSet judgedOn(Path path) throws IOException {
    Recipe recipe =
        training.orElseGet(
            () -> new Recipe("model", "--data " + path, Path.of(""), "epochs: 1\nlayers: []\n"));
    return form().judged(recipe, path);
  }

  /** What examples must be like. */
  public ExampleForm form() {
    ImageFit fit =
        training
            .map(recipe -> recipe.experiment(Overrides.none()).data().source().fit())
            .orElse(ImageFit.EXACT);
    return new ExampleForm(example, classes, transforms, fit);
  }

  /** The same with other transforms, where the file does not say what is done to an example. */
  public TrainedModel prepared(List<Transform> instead) {
    return new TrainedModel(file, network, example, classes, instead, loss, training);
  }

  private static List<String> numbered(Model network) {
    List<Integer> output = network.summary().rows().getLast().output();
    return ClassTargets.numbered(output.getLast());
  }

  private static Transform transform(Path file, ModelCard.Preprocessing step) {
    return switch (step.name()) {
      case "scale" -> new ScaleBy(numbers(file, step, "factor").getFirst());
      case "normalize" ->
          new Normalize(numbers(file, step, "mean"), numbers(file, step, "deviation"));
      case "pad" -> new Margin((int) Math.rint(numbers(file, step, "pixels").getFirst()));
      case "channels" ->
          new RepeatChannel((int) Math.rint(numbers(file, step, "count").getFirst()));
      case "peak-normalize" ->
          new PeakNormalize(numbers(file, step, "per-channel").getFirst() != 0);
      default ->
          throw new RunException(
              Problem.of("model: its inputs were prepared in a way that is not known here")
                  .with("file", file)
                  .with("expected", "pad, channels, scale, peak-normalize or normalize")
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
  private static Loss fittingLoss(Model network) {
    return switch (network.leaves().getLast()) {
      case Softmax _ -> Loss.crossEntropyOnProbabilities();
      case LogSoftmax _ -> Loss.negativeLogLikelihood();
      default -> Loss.crossEntropy();
    };
  }
}
