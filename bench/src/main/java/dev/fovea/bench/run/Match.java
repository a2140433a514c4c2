package dev.fovea.bench.run;

import dev.fovea.bench.side.Job;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All rounds of one job: Fovea, each rival, Fovea, each rival, and so on, so that a slower spell of
 * the machine meets all of them.
 *
 * @param fovea Fovea's rounds
 * @param rivals the rounds of each rival
 */
public record Match(Rounds fovea, Map<Rival, Rounds> rivals) {
  /** By how much numbers of different engines may differ, relative to the largest of them. */
  static final double TOLERANCE = 1e-3;

  /**
   * Runs all rounds.
   *
   * @throws IllegalStateException if the sides do not compute the same
   */
  public static Match of(Sides sides, Job job, int rounds) {
    Rounds fovea = new Rounds();
    Map<Rival, Rounds> rivals = new EnumMap<>(Rival.class);
    for (int round = 0; round < rounds; round++) {
      // Once is enough for the ways that do not count.
      fovea.add(sides.fovea(round == 0 ? job : job.withoutOtherWays()));
      for (Rival rival : Rival.of(job.mode())) {
        Rounds own = rivals.computeIfAbsent(rival, _ -> new Rounds());
        own.add(sides.rival(rival, job.forNativeCode()));
        check(job, rival, fovea.check(), own.check());
      }
    }
    return new Match(fovea, rivals);
  }

  static void check(Job job, Rival rival, List<Double> fovea, List<Double> other) {
    double largest = fovea.stream().mapToDouble(Math::abs).max().orElseThrow();
    boolean isSame = fovea.size() == other.size();
    for (int i = 0; isSame && i < fovea.size(); i++) {
      isSame = Math.abs(fovea.get(i) - other.get(i)) <= TOLERANCE * largest;
    }
    if (!isSame) {
      throw new IllegalStateException(
          "%s, %s: the engines do not compute the same, so their times are not compared\n  fovea: %s\n  %s: %s"
              .formatted(job.model(), job.mode().word(), fovea, rival.label(), other));
    }
  }
}
