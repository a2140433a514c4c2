package dev.fovea.nn.loss;

/** What the predictions are that a loss expects. */
public enum PredictionScale {
  /** Any real numbers, before softmax or sigmoid. */
  LOGITS,
  /** Logarithms of probabilities, after log-softmax. */
  LOG_PROBABILITIES,
  /** Numbers from 0 to 1, after softmax or sigmoid. */
  PROBABILITIES,
  /** Values of the same kind as the targets. */
  VALUES
}
