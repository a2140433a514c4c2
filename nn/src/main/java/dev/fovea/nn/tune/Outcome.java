package dev.fovea.nn.tune;

import java.util.List;
import java.util.Optional;

/**
 * What a search has found.
 *
 * @param results the trials that are over, the best first: by epochs, then by score
 * @param isComplete whether every trial of the search is over
 */
public record Outcome(List<Result> results, boolean isComplete) {
  public Outcome {
    results = List.copyOf(results);
  }

  /** The best of those that were trained longest; none if all failed. */
  public Optional<Result> best() {
    return results.stream().filter(result -> !result.isFailed()).findFirst();
  }
}
