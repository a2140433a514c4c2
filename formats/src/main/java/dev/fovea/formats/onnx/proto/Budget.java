package dev.fovea.formats.onnx.proto;

import dev.fovea.files.FormatException;

/**
 * How many parts a file may have: two bytes of a file can stand for an object of a hundred, so that
 * the length of the file bounds memory only together with this.
 */
final class Budget {
  private static final int MOST = 2_000_000;
  private int left = MOST;

  /** Takes one part. */
  void take(long offset) throws FormatException {
    if (--left < 0) {
      throw FormatException.of("onnx: the model has too many parts")
          .fact("offset", offset)
          .fact("expected", "at most " + MOST + " nodes, attributes, tensors and numbers");
    }
  }
}
