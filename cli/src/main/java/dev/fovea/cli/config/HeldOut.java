package dev.fovea.cli.config;

/** What a training is validated with after each epoch. */
public sealed interface HeldOut {
  /**
   * A part of the training set, of each class alike, that is not trained on.
   *
   * @param fraction above 0 and below 1
   */
  record Part(double fraction) implements HeldOut {}

  /** The test set, as many tutorials do. */
  record Test() implements HeldOut {}

  /** Nothing. */
  record Nothing() implements HeldOut {}
}
