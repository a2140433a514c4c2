package dev.fovea.nn.tune;

import dev.fovea.core.Seed;
import dev.fovea.nn.train.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A search for good settings. A value: the methods give changed copies.
 *
 * <pre>{@code
 * SearchSpace space = SearchSpace.empty().log("rate", 1e-4, 1e-1);
 * Outcome outcome = Search.of(space, new Strategy.Random(20)).epochs(5).sideBySide(2)
 *     .table(Path.of("trials.csv"))
 *     .run(trial -> OptionalDouble.of(-Math.abs(trial.point().number("rate") - 0.01)));
 * }</pre>
 *
 * <p>With a table, a search that was interrupted in any way continues where it was: no trial that
 * is over is run again. Points depend on the seed alone, so that the same search is continued.
 *
 * @param space what may be tried
 * @param strategy what is tried
 * @param epochs for how long at most
 * @param isHigherBetter whether the largest score is the best
 * @param atOnce how many trials run side by side
 * @param seed where random points come from
 * @param table where the trials are written down, if anywhere
 * @param listener told of each trial that is over, on any thread
 */
public record Search(
    SearchSpace space,
    Strategy strategy,
    int epochs,
    boolean isHigherBetter,
    int atOnce,
    Seed seed,
    Optional<Path> table,
    Consumer<Result> listener) {
  public Search {
    if (epochs < 1 || atOnce < 1) {
      throw new IllegalArgumentException(
          "search: expected at least 1 epoch and 1 trial at once but was "
              + epochs
              + ", "
              + atOnce);
    }
  }

  /** One epoch, the largest score the best, one trial at a time, in memory. */
  public static Search of(SearchSpace space, Strategy strategy) {
    return new Search(space, strategy, 1, true, 1, Seed.of(0), Optional.empty(), _ -> {});
  }

  /** With this many epochs for those that are trained longest. */
  public Search epochs(int most) {
    return new Search(space, strategy, most, isHigherBetter, atOnce, seed, table, listener);
  }

  /** With the smallest score the best. */
  public Search lowest() {
    return new Search(space, strategy, epochs, false, atOnce, seed, table, listener);
  }

  /** With this many trials side by side. */
  public Search sideBySide(int trials) {
    return new Search(space, strategy, epochs, isHigherBetter, trials, seed, table, listener);
  }

  /** With other random points. */
  public Search seed(Seed other) {
    return new Search(space, strategy, epochs, isHigherBetter, atOnce, other, table, listener);
  }

  /** With the trials written down, and taken from what was written down before. */
  public Search table(Path file) {
    return new Search(
        space, strategy, epochs, isHigherBetter, atOnce, seed, Optional.of(file), listener);
  }

  /** With someone told of each trial that is over, on any thread. */
  public Search listener(Consumer<Result> told) {
    return new Search(space, strategy, epochs, isHigherBetter, atOnce, seed, table, told);
  }

  /** Everything that is tried in the first round, in order. */
  public List<Trial> firstRound() {
    List<Trial> trials = new ArrayList<>();
    int first = strategy.rounds(epochs).getFirst();
    for (Point point : strategy.points(space, seed)) {
      trials.add(new Trial(trials.size() + 1, first, point));
    }
    return trials;
  }

  /**
   * Runs what is not over yet.
   *
   * @throws IOException if the table cannot be read or written, or belongs to another search
   */
  public Outcome run(Objective objective) throws IOException {
    TrialTable known =
        table.isPresent() ? TrialTable.in(table.get(), space) : TrialTable.inMemory(space);
    List<Trial> round = firstRound();
    List<Integer> rounds = strategy.rounds(epochs);
    boolean isComplete = true;
    for (int i = 0; i < rounds.size() && isComplete; i++) {
      List<Result> results = run(round, objective, known);
      isComplete = results.size() == round.size();
      if (isComplete && i + 1 < rounds.size()) {
        int longer = rounds.get(i + 1);
        round =
            results.stream()
                .filter(result -> !result.isFailed())
                .sorted(byScore())
                .limit(strategy.survivors(round.size()))
                .map(result -> new Trial(result.trial().number(), longer, result.trial().point()))
                .toList();
      }
    }
    Comparator<Result> longestFirst =
        Comparator.comparingInt((Result result) -> result.trial().epochs()).reversed();
    return new Outcome(
        known.results().stream().sorted(longestFirst.thenComparing(byScore())).toList(),
        isComplete);
  }

  /** The best first; of equal ones the first; those that failed last. */
  private Comparator<Result> byScore() {
    return Comparator.comparingDouble((Result result) ->
            result.isFailed()
                ? Double.POSITIVE_INFINITY
                : isHigherBetter ? -result.score() : result.score())
        .thenComparingInt(result -> result.trial().number());
  }

  /** The results of a round; fewer than trials if some were broken off. */
  private List<Result> run(List<Trial> round, Objective objective, TrialTable known)
      throws IOException {
    List<Result> results = new ArrayList<>();
    List<Trial> open = new ArrayList<>();
    for (Trial trial : round) {
      known.find(trial).ifPresentOrElse(results::add, () -> open.add(trial));
    }
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().name("fovea-trial-", 1).daemon().factory())) {
      List<Future<Optional<Result>>> futures = new ArrayList<>();
      open.forEach(trial -> futures.add(workers.submit(() -> run(trial, objective, known))));
      try {
        for (Future<Optional<Result>> future : futures) {
          future.get().ifPresent(results::add);
        }
      } catch (ExecutionException failed) {
        workers.shutdownNow();
        throw unwrapped(failed);
      } catch (InterruptedException ended) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        return results;
      }
    }
    return results;
  }

  private Optional<Result> run(Trial trial, Objective objective, TrialTable known)
      throws IOException {
    long start = System.nanoTime();
    double score = Double.NaN;
    String remark = "";
    try {
      OptionalDouble found = objective.score(trial);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      score = found.getAsDouble();
      remark = Double.isNaN(score) ? "the score is not a number" : "";
    } catch (IllegalArgumentException | DivergedException failed) {
      remark = String.valueOf(failed.getMessage());
    }
    Result result = new Result(trial, score, (System.nanoTime() - start) / 1e9, remark);
    known.add(result);
    listener.accept(result);
    return Optional.of(result);
  }

  private static IOException unwrapped(ExecutionException failed) {
    return switch (failed.getCause()) {
      case IOException cause -> cause;
      case UncheckedIOException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new IllegalStateException(failed);
    };
  }
}
