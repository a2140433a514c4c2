package dev.fovea.cli;

import dev.fovea.core.Engine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What computes, and with how many threads. */
final class EngineOptions {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "What computes: vector or scalar. By default the fastest that can run here.")
  private @Nullable String backend;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many threads share the work; by default one for each core. The"
              + " result does not depend on it.")
  private @Nullable Integer threads;

  Optional<String> backend() {
    return Optional.ofNullable(backend);
  }

  /**
   * Chooses the engine of the process.
   *
   * @param configured the backend a configuration names, for when the command line names none
   */
  void select(Optional<String> configured) {
    if (threads != null && threads < 1) {
      throw new UsageException("--threads: expected at least 1 but was " + threads);
    }
    int number = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Optional<String> wanted = backend().or(() -> configured);
    if (wanted.isEmpty()) {
      Engine.select(Engine.best().withThreads(number));
      return;
    }
    try {
      Engine.select(Engine.of(wanted.get(), number));
    } catch (IllegalArgumentException refused) {
      throw new UsageException(
          (backend == null ? "" : "--") + String.valueOf(refused.getMessage()));
    }
  }
}
