package dev.fovea.cli.yaml;

import dev.fovea.data.Problem;

/** A configuration that cannot be used. The message names the file, the line and the path. */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Takes its message from the problem. */
  public ConfigException(Problem problem) {
    super(problem.text());
  }

  /** The same, found by something further down. */
  public ConfigException(Problem problem, Throwable cause) {
    super(problem.text(), cause);
  }
}
