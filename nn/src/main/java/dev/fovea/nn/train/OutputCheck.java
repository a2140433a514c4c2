package dev.fovea.nn.train;

import dev.fovea.nn.Layer;
import dev.fovea.nn.activation.LogSoftmax;
import dev.fovea.nn.activation.Sigmoid;
import dev.fovea.nn.activation.Softmax;
import dev.fovea.nn.layer.Conv1d;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.loss.PredictionScale;
import java.util.List;

/** Looks for a last layer that does not go with the loss. */
final class OutputCheck {
  private OutputCheck() {}

  static List<TrainingWarning> check(Layer model, Loss loss) {
    List<Layer> leaves = model.leaves();
    Layer last = leaves.getLast();
    PredictionScale expected = loss.expects();
    String name = last.getClass().getSimpleName();
    if (last instanceof Softmax || last instanceof Sigmoid) {
      if (expected == PredictionScale.LOGITS) {
        return List.of(
            new TrainingWarning(
                "the model ends in " + name + " and the loss applies it again, which trains slowly",
                "omit the last layer, or use a loss on probabilities"));
      }
      if (expected == PredictionScale.LOG_PROBABILITIES) {
        return List.of(
            new TrainingWarning(
                "the loss expects log-probabilities but the model ends in " + name,
                "end it in LogSoftmax, or use a loss on probabilities"));
      }
    }
    boolean isLinear = last instanceof Linear || last instanceof Conv1d || last instanceof Conv2d;
    boolean wantsLogs = expected == PredictionScale.LOG_PROBABILITIES;
    boolean wantsProbabilities = expected == PredictionScale.PROBABILITIES;
    if ((isLinear && (wantsProbabilities || wantsLogs))
        || (last instanceof LogSoftmax && wantsProbabilities)) {
      String wanted = wantsProbabilities ? "probabilities" : "log-probabilities";
      return List.of(
          new TrainingWarning(
              "the loss expects " + wanted + " but the model ends in " + name,
              "use the loss on logits, or end the model accordingly"));
    }
    return List.of();
  }
}
