package dev.fovea.nn.train;

/**
 * Something that works, but probably not as meant.
 *
 * @param title what was seen
 * @param advice what to do
 */
public record TrainingWarning(String title, String advice) {
  @Override
  public String toString() {
    return title + "; " + advice;
  }
}
