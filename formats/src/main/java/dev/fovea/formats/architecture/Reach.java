package dev.fovea.formats.architecture;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What reaches a layer, if the input of the network is known.
 *
 * @param example the sizes of one example, without the batch axis
 * @param dtype the type of its numbers
 */
record Reach(Optional<Shape> example, DType dtype) {

  /** Nothing is known. */
  static Reach unknown() {
    return new Reach(Optional.empty(), DType.FLOAT32);
  }

  /**
   * The sizes that reach a layer; where they are unknown, a stand-in with the declared channels and
   * one position on each spatial axis, which is enough to make the layer.
   *
   * @param layer the layer's type, for errors
   * @param option the name of the option that declares the channels
   * @param declared what it says, if it is there
   * @throws ShapeError if neither is known, or they contradict each other
   */
  Shape withChannels(String layer, String option, OptionalInt declared, int spatialAxes) {
    if (example.isPresent()) {
      Shape shape = example.get();
      boolean isOther =
          declared.isPresent() && shape.rank() > 0 && shape.dim(0) != declared.getAsInt();
      if (isOther) {
        throw ShapeError.of(layer + ": the input has other sizes than the layer declares")
            .fact("input", shape + " (one example)")
            .fact("expected", option + " = " + declared.getAsInt())
            .fact("but was", option + " = " + shape.dim(0));
      }
      return shape;
    }
    if (declared.isEmpty()) {
      throw ShapeError.of(layer + ": the number of inputs is not known")
          .fact("expected", "the option " + option + ", or an input of the network");
    }
    List<Integer> dims =
        Stream.concat(
                Stream.of(declared.getAsInt()), IntStream.range(0, spatialAxes).mapToObj(_ -> 1))
            .toList();
    return Shape.of(dims);
  }
}
