package dev.fovea.cli;

import dev.fovea.cli.run.ForeignModel;
import dev.fovea.cli.run.TrainedModel;
import dev.fovea.data.Normalize;
import dev.fovea.data.ScaleBy;
import dev.fovea.data.Transform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done to each example before a network sees it, where its file does not say. */
final class PreparationOptions {
  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description =
          "Multiply pixels (0 to 255) by a number such as 1/255, for a model of others; ours say"
              + " themselves how pixels are prepared.")
  private @Nullable String scale;

  @Option(
      names = "--mean",
      paramLabel = "M",
      split = ",",
      description = "Then subtract a number, or one per channel.")
  private List<Double> mean = new ArrayList<>();

  @Option(
      names = "--deviation",
      paramLabel = "D",
      split = ",",
      description = "Then divide by a number, or one per channel.")
  private List<Double> deviation = new ArrayList<>();

  /** The model with these preparations, if any are asked for. */
  TrainedModel of(TrainedModel model) {
    List<Transform> asked = asked();
    if (asked.isEmpty()) {
      return model;
    }
    refuse(model.transforms());
    return model.prepared(asked);
  }

  /** Refuses what is asked for where it is said already. */
  void refuse(List<Transform> said) {
    if (!said.isEmpty() && !asked().isEmpty()) {
      throw new UsageException("the model says itself how pixels are prepared: " + said);
    }
  }

  private List<Transform> asked() {
    List<Transform> asked = new ArrayList<>();
    if (scale != null) {
      asked.add(new ScaleBy(number(scale)));
    }
    if (!mean.isEmpty() || !deviation.isEmpty()) {
      List<Double> means = mean.isEmpty() ? zeros(deviation.size()) : mean;
      asked.add(new Normalize(means, deviation.isEmpty() ? ones(mean.size()) : deviation));
    }
    return asked;
  }

  /** Says so where pixels reach a model of others as they are. */
  void warn(TrainedModel model, Terminal terminal) throws IOException {
    boolean isBare = model.transforms().isEmpty() && scale == null;
    if (isBare && ForeignModel.isOne(model.file())) {
      terminal.warn("inputs are not scaled; --scale, --mean and --deviation prepare them");
    }
  }

  private static List<Double> zeros(int count) {
    return Collections.nCopies(count, 0.0);
  }

  private static List<Double> ones(int count) {
    return Collections.nCopies(count, 1.0);
  }

  /** A number or a fraction. */
  private static double number(String text) {
    try {
      int slash = text.indexOf('/');
      return slash < 0
          ? Double.parseDouble(text)
          : Double.parseDouble(text.substring(0, slash))
              / Double.parseDouble(text.substring(slash + 1));
    } catch (NumberFormatException _) {
      throw new UsageException("--scale: expected a number such as 1/255 but was " + text);
    }
  }
}
