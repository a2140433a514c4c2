package dev.fovea.nn.golden;

import dev.fovea.core.golden.Goldens;

/** Where this module's goldens are. */
public final class NnGoldens {

  private NnGoldens() {}

  /** The goldens of losses, optimizers, clipping, schedules, initial values and the network. */
  public static Goldens open() {
    return Goldens.from(NnGoldens.class::getResourceAsStream);
  }
}
