package dev.fovea.cli.dataset;

/** What a training is validated with after each epoch. */
public sealed interface HeldOut {
  /**
   * A part of the training set that is not trained on: whole groups where there are groups, else of
   * each class alike.
   *
   * @param fraction above 0 and below 1
   */
  record Part(double fraction) implements HeldOut {}

  /** The test set, as many tutorials do. */
  record Test() implements HeldOut {}

  /** The validation set that comes with the data, if one does. */
  record OwnSet() implements HeldOut {}

  /** Nothing. */
  record Nothing() implements HeldOut {}
}
