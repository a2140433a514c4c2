package dev.fovea.nn.tune;

import java.io.IOException;
import java.util.OptionalDouble;

/** Tries a point. Called on several threads at once if trials run side by side. */
@FunctionalInterface
public interface Objective {
  /**
   * The score of a trial. An {@link IllegalArgumentException} (a network that cannot be built) or a
   * {@link dev.fovea.nn.train.DivergedException} makes it a failed trial; any other exception ends
   * the search.
   *
   * @return none if the trial was broken off: it is not entered, and tried again another time
   */
  OptionalDouble score(Trial trial) throws IOException;
}
