package dev.fovea.core;

import dev.fovea.core.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One use of operations on given inputs: feeds finite differences, adjointness, the agreement of
 * backends and the check that no operation was forgotten.
 *
 * @param name what is computed, on which sizes; unique
 * @param function from inputs to result
 * @param inputs what the inputs are like
 * @param linear the inputs that the result is linear in
 */
record OpCase(
    String name, Function<List<Tensor>, Tensor> function, List<Input> inputs, Set<Integer> linear) {

  interface One {
    Tensor of(Tensor x);
  }

  interface Two {
    Tensor of(Tensor x, Tensor y);
  }

  interface Three {
    Tensor of(Tensor x, Tensor y, Tensor z);
  }

  static OpCase of(String name, Input x, One function) {
    return new OpCase(name, in -> function.of(in.get(0)), List.of(x), Set.of());
  }

  static OpCase of(String name, Input x, Input y, Two function) {
    return new OpCase(name, in -> function.of(in.get(0), in.get(1)), List.of(x, y), Set.of());
  }

  static OpCase of(String name, Input x, Input y, Input z, Three function) {
    return new OpCase(
        name, in -> function.of(in.get(0), in.get(1), in.get(2)), List.of(x, y, z), Set.of());
  }

  /** This case, known to be linear in some of its inputs. */
  OpCase linearIn(Integer... indices) {
    return new OpCase(name, function, inputs, Set.of(indices));
  }

  /** The inputs' values; floating ones are exact in single precision. */
  List<Tensor> values(DType floating) {
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> inputs.get(i).value(name.hashCode() * 31L + i, i, floating))
        .toList();
  }

  /** The positions of the inputs that have gradients. */
  List<Integer> floating() {
    return IntStream.range(0, inputs.size())
        .filter(i -> inputs.get(i).isFloating())
        .boxed()
        .toList();
  }

  Tensor apply(List<Tensor> values) {
    return function.apply(values);
  }

  /**
   * The sum of the result's elements, each with a fixed random factor, so that every element's
   * gradient matters.
   */
  Tensor loss(Tensor y) {
    return y.times(factors(y, 1)).sum();
  }

  /** A number that depends on all first gradients. */
  Tensor gradientLoss(List<Tensor> gradients) {
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      sums.add(gradients.get(i).times(factors(gradients.get(i), 2 + i)).sum());
    }
    return sums.stream().reduce(Tensor::plus).orElseThrow();
  }

  Tensor factors(Tensor like, int salt) {
    return Input.normal(like.shape().dims()).value(name.hashCode() + salt, 0, like.dtype());
  }

  @Override
  public String toString() {
    return name;
  }
}
