package dev.fovea.cli.run;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.train.Epoch;
import dev.fovea.nn.train.History;
import dev.fovea.plot.Activations;
import dev.fovea.plot.Chart;
import dev.fovea.plot.ClassHistogram;
import dev.fovea.plot.ConfusionMatrixChart;
import dev.fovea.plot.Example;
import dev.fovea.plot.Filters;
import dev.fovea.plot.ImageGrid;
import dev.fovea.plot.LearningCurves;
import dev.fovea.plot.Planes;
import dev.fovea.plot.SignalStrips;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Draws what a training did. Where there is nothing to draw (no epoch, no images, no convolution),
 * there is no picture.
 */
final class Pictures {
  private static final int COLUMNS = 8;
  private static final int EXAMPLES = 3 * COLUMNS;

  private Pictures() {}

  /** One measure, or several, over the epochs. */
  static Optional<Chart> curves(History history, String title, String... measures) {
    if (history.epochs().isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, Double>> epochs =
        history.epochs().stream().map(Epoch::values).map(Map::<String, Double>copyOf).toList();
    return Optional.of(LearningCurves.of(epochs).measures(measures).title(title));
  }

  /** The first pictures with their labels, or a signal of each class. */
  static Optional<Chart> examples(Dataset set) {
    if (isSignals(set.exampleShape()) && set.classNames().size() <= EXAMPLES) {
      return Optional.of(
          SignalStrips.of(set.oneOfEach(Seed.of(0)).all(), set.classNames())
              .title("A training example of each class"));
    }
    if (!isPictures(set.exampleShape())) {
      return Optional.empty();
    }
    Dataset first = set.take(Math.min(EXAMPLES, set.size()));
    return Optional.of(
        ImageGrid.of(first.all(), set.classNames())
            .columns(COLUMNS)
            .title("The first examples of the training set"));
  }

  /** Examples that were taken for what they are. */
  static Optional<Chart> right(Dataset set, ClassProbabilities answers) {
    int[] labels = set.classTargets().labels();
    return answered(
        set,
        answers,
        "Right answers",
        example -> answers.answer(example) == labels[example],
        false);
  }

  /** Examples that were taken for something else, the surest first. */
  static Optional<Chart> wrong(Dataset set, ClassProbabilities answers) {
    int[] labels = set.classTargets().labels();
    return answered(
        set, answers, "Wrong answers", example -> answers.answer(example) != labels[example], true);
  }

  private static Optional<Chart> answered(
      Dataset set,
      ClassProbabilities answers,
      String title,
      IntPredicate wanted,
      boolean surestFirst) {
    if (!isPictures(set.exampleShape())) {
      return Optional.empty();
    }
    ClassTargets labels = set.classTargets();
    List<Integer> chosen =
        new ArrayList<>(IntStream.range(0, set.size()).filter(wanted).boxed().toList());
    if (surestFirst) {
      chosen.sort((a, b) -> Double.compare(sureness(answers, b), sureness(answers, a)));
    }
    List<Example> shown =
        chosen.stream()
            .limit(EXAMPLES)
            .map(i ->
                Example.predicted(
                        image(set, i),
                        labels.classNames().get(labels.label(i)),
                        labels.classNames().get(answers.answer(i)))
                    .confidence(Math.clamp(sureness(answers, i), 0.0, 1.0)))
            .toList();
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(ImageGrid.of(shown).columns(COLUMNS).title(title));
  }

  private static double sureness(ClassProbabilities answers, int example) {
    return answers.probability(example, answers.answer(example));
  }

  /** How many examples each class has. */
  static Chart classes(Dataset set) {
    ClassTargets labels = set.classTargets();
    return ClassHistogram.of(labels.classNames(), labels.counts())
        .title("Examples of each class in the training set");
  }

  /** What was taken for what. */
  static Chart confusion(ConfusionMatrix matrix) {
    return ConfusionMatrixChart.of(matrix).title("Confusion matrix of the test set");
  }

  static long[][] counts(ConfusionMatrix matrix) {
    return matrix.counts().stream()
        .map(row -> row.stream().mapToLong(Long::longValue).toArray())
        .toArray(long[][]::new);
  }

  /** The filters of the first convolution of images. */
  static Optional<Chart> filters(Sequential network) {
    return firstConvolution(network)
        .map(name -> {
          Tensor weight = network.child(name, Conv2d.class).weight().value();
          return Filters.of(weight).title("Filters of " + name);
        });
  }

  /**
   * What one image looks like after a layer.
   *
   * @param layer the name of the layer; by default what follows the first convolution
   */
  static Optional<Chart> activations(Sequential network, Optional<String> layer, Dataset set) {
    Optional<String> chosen = layer.or(() -> afterFirstConvolution(network));
    if (chosen.isEmpty() || !isPictures(set.exampleShape())) {
      return Optional.empty();
    }
    Tensor maps = network.upTo(chosen.get()).predict(set.batch(0).inputs());
    if (maps.shape().rank() != 4) {
      return Optional.empty();
    }
    return Optional.of(
        Activations.of(chosen.get(), Planes.of(maps))
            .input(image(set, 0))
            .title("The first test image after " + chosen.get()));
  }

  private static Optional<String> firstConvolution(Sequential network) {
    return network.layers().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Conv2d)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The activation function after the first convolution, or the convolution itself. */
  private static Optional<String> afterFirstConvolution(Sequential network) {
    return firstConvolution(network)
        .map(name -> {
          List<String> names = List.copyOf(network.layers().sequencedKeySet());
          int next = names.indexOf(name) + 1;
          if (next < names.size()) {
            Layer following = network.child(names.get(next));
            if (following.allParameters().isEmpty() && keepsSizes(following)) {
              return names.get(next);
            }
          }
          return name;
        });
  }

  private static boolean keepsSizes(Layer layer) {
    Shape shape = Shape.of(1, 1, 4, 4);
    return layer.forward(Tensor.zeros(shape.dims()), Pass.evaluation()).shape().equals(shape);
  }

  /** Channels and samples. */
  private static boolean isSignals(Shape example) {
    return example.rank() == 2 && example.dim(1) > 1;
  }

  static boolean isPictures(Shape example) {
    return example.rank() == 3 && (example.dim(0) == 1 || example.dim(0) == 3);
  }

  private static Planes image(Dataset set, int example) {
    return Planes.of(set.exampleShape().dims(), set.batch(example).inputs().toFloatArray());
  }
}
