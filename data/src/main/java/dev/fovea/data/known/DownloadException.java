package dev.fovea.data.known;

import dev.fovea.data.Problem;
import java.io.IOException;
import java.io.Serial;

/** No address gave a right file. */
final class DownloadException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  DownloadException(Problem problem) {
    super(problem.text());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
