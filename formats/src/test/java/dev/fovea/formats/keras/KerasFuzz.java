package dev.fovea.formats.keras;

import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Any bytes as a whole file of Keras, {@code .h5} or {@code .keras}. */
public final class KerasFuzz {
  private KerasFuzz() {}

  /** Reads a model. */
  @FunctionalInterface
  interface Reading {
    KerasModel read() throws IOException;
  }

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    check(() -> KerasFile.parse(MemorySegment.ofArray(bytes)));
  }

  /** A model whose summary can be made, or an error of ours that says something. */
  static void check(Reading reading) throws IOException {
    try {
      KerasModel model = reading.read();
      if (model.network().input().isPresent()) {
        model.network().summary();
      }
    } catch (FormatException | ShapeError refused) {
      String message = refused.getMessage();
      if (message == null || message.isBlank()) {
        throw new AssertionError("an error that says nothing", refused);
      }
    }
  }
}
