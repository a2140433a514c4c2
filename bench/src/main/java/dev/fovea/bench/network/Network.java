package dev.fovea.bench.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps one after the other.
 *
 * @param input the shape of one example
 */
public record Network(List<Integer> input, List<Step> steps) {
  public Network {
    input = List.copyOf(input);
    steps = List.copyOf(steps);
  }

  /** The shape of one example's output. */
  public List<Integer> output() {
    List<Integer> shape = input;
    for (Step step : steps) {
      shape = step.output(shape);
    }
    return shape;
  }

  /**
   * A step at its place. Blocks are taken apart.
   *
   * @param path what the names of its weights start with: empty, or the block's name and a dot
   * @param input the shape of one example that reaches it
   */
  public record Placed(String path, Step step, List<Integer> input) {
    /** The shape that leaves it. */
    public List<Integer> output() {
      return step.output(input);
    }
  }

  /** All steps at their places. */
  public List<Placed> placed() {
    List<Placed> all = new ArrayList<>();
    place("", steps, input, all);
    return all;
  }

  private static void place(String path, List<Step> steps, List<Integer> input, List<Placed> all) {
    List<Integer> shape = input;
    for (Step step : steps) {
      if (step instanceof Step.Block block) {
        place(path + block.name() + ".", block.body(), shape, all);
        place(path + block.name() + ".", block.shortcut(shape), shape, all);
      } else {
        all.add(new Placed(path, step, shape));
      }
      shape = step.output(shape);
    }
  }

  /** All weights, in the order of the steps. */
  public List<Weight> weights() {
    return placed().stream().flatMap(at -> Weight.of(at).stream()).toList();
  }
}
