package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import java.util.List;

/** The checks that convolution and transposed convolution share. */
final class ConvolutionShapes {
  private ConvolutionShapes() {}

  static void check(Convolution op, Shape x, Shape weight) {
    ranks(op.name(), op.window(), op.groups(), x, weight);
    int groups = op.groups();
    if (weight.dim(0) % groups != 0) {
      throw ShapeError.of(op.name() + ": groups do not divide the output channels")
          .fact("kernel", kernel(weight, groups))
          .fact("expected", "C_out a multiple of " + groups)
          .fact("but was", "C_out = " + weight.dim(0));
    }
    int expected = weight.dim(1) * groups;
    if (x.dim(1) != expected) {
      ShapeError error =
          ShapeError.of(op.name() + ": input channels do not match the kernel")
              .fact("input", x.named(Spatial.axes(x)))
              .fact("kernel", kernel(weight, groups))
              .fact("expected", "C = " + expected)
              .fact("but was", "C = " + x.dim(1));
      throw x.dim(-1) == expected
          ? error.hint(
              "the last axis has "
                  + expected
                  + " elements: this library uses "
                  + (x.rank() == 3 ? "NCL" : "NCHW")
                  + ", not channels last")
          : error;
    }
  }

  static void check(ConvolutionTransposed op, Shape x, Shape weight) {
    ranks(op.name(), op.window(), op.groups(), x, weight);
    if (x.dim(1) != weight.dim(0) || x.dim(1) % op.groups() != 0) {
      throw ShapeError.of(op.name() + ": input channels do not match the kernel")
          .fact("input", x.named(Spatial.axes(x)))
          .fact("kernel", weight + ", groups=" + op.groups())
          .fact("expected", "C = " + weight.dim(0) + ", a multiple of the groups")
          .fact("but was", "C = " + x.dim(1));
    }
  }

  private static void ranks(String name, Window window, int groups, Shape x, Shape weight) {
    int rank = window.rank() + 2;
    if (x.rank() != rank) {
      throw ShapeError.of(name + ": wrong number of axes")
          .fact("input", x)
          .fact("expected", rank == 3 ? "[N, C, L]" : "[N, C, H, W]")
          .fact("but was", x.rank() + " axes")
          .hint("insert the batch or channel axis with reshape");
    }
    if (weight.rank() != rank || !Spatial.sizes(weight).equals(window.kernel())) {
      throw ShapeError.of(name + ": the weight does not have the window's kernel")
          .fact("weight", weight)
          .fact("expected", "a kernel of " + window.kernel());
    }
    if (groups < 1) {
      throw ShapeError.of(name + ": groups must be at least 1").fact("but was", groups);
    }
  }

  static DType type(String name, List<DType> inputs) {
    if (inputs.get(0) != inputs.get(1) || !inputs.get(0).isFloating()) {
      throw ShapeError.of(name + ": expects two tensors of one floating type")
          .fact("input", inputs.get(0))
          .fact("weight", inputs.get(1));
    }
    return inputs.getFirst();
  }

  private static String kernel(Shape weight, int groups) {
    String[] names =
        weight.rank() == 3
            ? new String[] {"C_out", "C_in/groups", "k"}
            : new String[] {"C_out", "C_in/groups", "kH", "kW"};
    return weight.named(names) + ", groups=" + groups;
  }
}
