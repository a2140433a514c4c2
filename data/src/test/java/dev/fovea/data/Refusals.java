package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files that must be refused. */
public final class Refusals {
  private Refusals() {}

  /** The whole text of the error. */
  public static void refuses(ThrowingCallable reading, String text) {
    assertThatThrownBy(reading).isInstanceOf(DataFileException.class).hasMessage(text);
  }
}
