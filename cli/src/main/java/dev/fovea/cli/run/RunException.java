package dev.fovea.cli.run;

import dev.fovea.data.Problem;

/** A run that cannot be made or read. */
public final class RunException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Takes its message from the problem. */
  public RunException(Problem problem) {
    super(problem.text());
  }

  /** The same, brought about by something further down. */
  public RunException(Problem problem, Throwable cause) {
    super(problem.text(), cause);
  }
}
