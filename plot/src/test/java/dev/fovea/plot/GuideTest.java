package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Gradients;
import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;
import dev.fovea.nn.activation.Gelu;
import dev.fovea.nn.train.Batch;
import dev.fovea.nn.train.Epoch;
import dev.fovea.nn.train.History;
import dev.fovea.plot.report.ClassScoreTable;
import dev.fovea.plot.report.KeyFigure;
import dev.fovea.plot.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code docs/guide/pictures.md}, so that the guide stays true. */
class GuideTest {
  @TempDir Path folder;

  private final double[] loss = {1, 0.5, 0.4};
  private final double[] valLoss = {0.9, 0.6, 0.7};
  private final List<Map<String, Double>> epochs =
      List.of(
          Map.of("loss", 1.0, "accuracy", 0.8, "val_accuracy", 0.7, "learning_rate", 1e-3),
          Map.of("loss", 0.5, "accuracy", 0.9, "val_accuracy", 0.8, "learning_rate", 1e-4));
  private final List<String> classNames = List.of("cat", "dog");
  private final int[] perClass = {30, 20};
  private final long[][] counts = {{8, 2}, {1, 9}};

  @Test
  void everyPictureIsSaved() throws Exception {
    LearningCurves.of(Map.of("loss", loss, "val_loss", valLoss))
        .save(folder.resolve("learning-curves.svg"));
    LearningCurves.of(epochs)
        .measures("loss", "accuracy", "learning_rate")
        .best("val_accuracy", Goal.HIGHEST)
        .save(folder.resolve("learning-curves.png"));

    Planes image = Planes.gray(28, 28, Samples.image(28).values());
    ImageGrid.of(
            List.of(
                Example.labeled(image, "7"), Example.predicted(image, "7", "1").confidence(0.61)))
        .title("Test images")
        .save(folder.resolve("examples.png"));

    Batch batch = new Batch(Tensor.of(Samples.ramp(24), 2, 3, 4), Tensor.of(new int[] {0, 1}, 2));
    SignalStrips.of(batch, classNames)
        .channels("x", "y", "z")
        .range(-1, 1)
        .save(folder.resolve("signals.png"));

    ClassHistogram.of(classNames, perClass).save(folder.resolve("classes.svg"));

    ConfusionMatrixChart.of(classNames, counts)
        .title("Test set")
        .save(folder.resolve("confusion-matrix.svg"));

    Filters.of(new int[] {8, 1, 5, 5}, Samples.ramp(200))
        .title("Filters of conv1")
        .scale(ColorScale.EACH)
        .save(folder.resolve("filters.svg"));

    Activations.of("conv1.relu", Planes.of(new int[] {1, 8, 24, 24}, Samples.ramp(8 * 24 * 24)))
        .input(image)
        .save(folder.resolve("activations.png"));

    Tensor x = Tensor.of(new float[] {-1, 0, 1}, 3);
    Tensor y = new Gelu().forward(x, Pass.evaluation());
    Tensor slope = Gradients.of(y.sum(), List.of(x)).getFirst();
    LineChart.titled("Functions")
        .across("x")
        .panel("GELU", x, y)
        .panel("tanh", Line.of("value", x, x.tanh()), Line.of("slope", x, slope))
        .save(folder.resolve("functions.png"));
    LineChart.titled("earthquake")
        .columns(1)
        .panel("east", Line.of("east", y))
        .save(folder.resolve("signal.svg"));

    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", 0.5);
    figures.put("val_accuracy", 0.9);
    History history = History.empty().plus(new Epoch(1, figures));
    TwoAxes.of(history, "loss", "val_accuracy").title("LeNet-5").save(folder.resolve("lenet.png"));

    Report.of("mnist-cnn")
        .subtitle("20 November 2026, synthetic digits")
        .figures(
            KeyFigure.of("Test accuracy", "98.91 %").detail("10,000 images"),
            KeyFigure.of("Epochs", "20"))
        .section("Training")
        .picture(LearningCurves.of(epochs), "The best epoch's weights were kept.")
        .section("Test set")
        .picture(ConfusionMatrixChart.of(classNames, counts))
        .table("Scores of each class", ClassScoreTable.table(classNames, counts))
        .section("Provenance")
        .details("", Map.of("Seed", "42"))
        .listing("config.yaml", "epochs: 20")
        .save(folder.resolve("report.html"));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(12).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }
  }
}
