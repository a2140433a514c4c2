package dev.fovea.nn.train;

import java.util.Locale;

/** The loss is no longer a number. The weights are those after the step that made it so. */
public final class DivergedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DivergedException(int epoch, int batch, int batches, double loss, double learningRate) {
    super(
        String.format(
            Locale.ROOT,
            "training: the loss is %s\n"
                + "  at:       epoch %d, batch %d of %d\n"
                + "  expected: a finite number\n"
                + "  hint:     lower the learning rate (now %.3g), clip gradients, or look for NaN in"
                + " the inputs",
            Double.isNaN(loss) ? "NaN" : "infinite",
            epoch,
            batch,
            batches,
            learningRate));
  }
}
