package dev.fovea.data;

import java.io.IOException;
import java.io.Serial;

/**
 * A data file that is missing or does not hold what it declares. The message names the file, the
 * place in it, what was expected and what was found.
 */
public final class DataFileException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /** Takes its message from the problem. */
  public DataFileException(Problem problem) {
    super(problem.text());
  }

  /** The same, caused by an error of the file system or the decompressor. */
  public DataFileException(Problem problem, Throwable cause) {
    super(problem.text(), cause);
  }
}
