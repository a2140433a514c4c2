package dev.fovea.core.generator;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A register tile: a block of accumulators, one for each factor and vector, that stays in registers
 * over one flat loop. Each step loads the vectors, then one factor after the other, and adds the
 * products. All members but the counts are Java code.
 *
 * @param says what it computes
 * @param method the method's modifiers, type and name
 * @param factors how many factors a step has
 * @param vectors how many vectors a step has
 * @param parameters of the method
 * @param before what comes before the loop
 * @param loop what the loop needs, and its head
 * @param places what a step computes before it loads
 * @param vector the address of a vector, in segment {@code x}
 * @param factor the factor of a number: a broadcast, or a vector of its own
 * @param factorFirst whether the factor, not the vector, is the receiver of the multiply-add
 * @param step what a step does at its end
 * @param after what comes between the loop and the stores
 * @param target where an accumulator goes, in segment {@code y}
 * @param factorsOutside whether the stores of a factor follow one another, not those of a vector
 */
record Tile(
    String says,
    String method,
    int factors,
    int vectors,
    List<String> parameters,
    List<String> before,
    List<String> loop,
    List<String> places,
    IntFunction<String> vector,
    IntFunction<String> factor,
    boolean factorFirst,
    List<String> step,
    List<String> after,
    Target target,
    boolean factorsOutside) {

  /** Where the sum of a factor and a vector goes. */
  interface Target {
    String of(int factor, int vector);
  }

  /** {@code base + times · step}, as one writes it. */
  static String plus(String base, int times, String step) {
    return switch (times) {
      case 0 -> base;
      case 1 -> base + " + " + step;
      default -> base + " + " + times + " * " + step;
    };
  }
}
