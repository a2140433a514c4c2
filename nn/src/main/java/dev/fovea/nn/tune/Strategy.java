package dev.fovea.nn.tune;

import dev.fovea.core.Seed;
import java.util.ArrayList;
import java.util.List;

/** Which points are tried, and for how long. */
public sealed interface Strategy {
  /** The points to begin with. */
  List<Point> points(SearchSpace space, Seed seed);

  /** For how many epochs they are tried, round by round; the last is the whole training. */
  List<Integer> rounds(int epochs);

  /** How many of this many continue to the next round. */
  int survivors(int trials);

  /**
   * All combinations.
   *
   * @param steps how many values of a range are taken
   */
  record Grid(int steps) implements Strategy {
    @Override
    public List<Point> points(SearchSpace space, Seed seed) {
      return space.grid(steps);
    }

    @Override
    public List<Integer> rounds(int epochs) {
      return List.of(epochs);
    }

    @Override
    public int survivors(int trials) {
      return trials;
    }
  }

  /**
   * Points at random.
   *
   * @param trials how many
   */
  record Random(int trials) implements Strategy {
    public Random {
      atLeast("random: trials", 1, trials);
    }

    @Override
    public List<Point> points(SearchSpace space, Seed seed) {
      return space.random(trials, seed);
    }

    @Override
    public List<Integer> rounds(int epochs) {
      return List.of(epochs);
    }

    @Override
    public int survivors(int trials) {
      return trials;
    }
  }

  /**
   * Many points at random for a short time; of each round the best continue for longer (successive
   * halving: Karnin, Koren and Somekh 2013; Jamieson and Talwalkar 2016).
   *
   * @param trials how many to begin with
   * @param factor one in this many trials continues, for this many times as many epochs
   * @param first epochs of the first round
   */
  record Halving(int trials, int factor, int first) implements Strategy {
    public Halving {
      atLeast("halving: trials", 1, trials);
      atLeast("halving: factor", 2, factor);
      atLeast("halving: first", 1, first);
    }

    @Override
    public List<Point> points(SearchSpace space, Seed seed) {
      return space.random(trials, seed);
    }

    @Override
    public List<Integer> rounds(int epochs) {
      List<Integer> rounds = new ArrayList<>();
      for (long round = first; round < epochs; round *= factor) {
        rounds.add((int) round);
      }
      rounds.add(epochs);
      return rounds;
    }

    @Override
    public int survivors(int all) {
      return Math.max(1, all / factor);
    }
  }

  private static void atLeast(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          what + ": expected at least " + least + " but was " + value);
    }
  }
}
