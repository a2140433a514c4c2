package dev.fovea.formats.onnx.operator;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one list of the operators that are known. */
public final class Operators {
  private static final Map<String, Operator> ALL = new TreeMap<>();

  static {
    ALL.putAll(ElementOperators.ALL);
    ALL.putAll(LogicOperators.ALL);
    ALL.putAll(ShapeOperators.ALL);
    ALL.putAll(MovingOperators.ALL);
    ALL.putAll(ResizingOperators.ALL);
    ALL.putAll(ReductionOperators.ALL);
    ALL.putAll(ProductOperators.ALL);
    ALL.putAll(WindowOperators.ALL);
    ALL.putAll(NormalizationOperators.ALL);
    ALL.putAll(LossOperators.ALL);
  }

  private Operators() {}

  /** Whether there is an operator of this name. */
  public static boolean isKnown(String operator) {
    return ALL.containsKey(operator);
  }

  /** The names of all, in alphabetical order. */
  public static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(ALL.keySet()));
  }

  /** Whether an input decides sizes, axes or bounds, so that it must be a constant. */
  public static boolean isStructure(String operator, int position) {
    return switch (operator) {
      case "ConstantOfShape", "Range" -> true;
      case "Reshape",
          "Resize",
          "Upsample",
          "Clip",
          "Pad",
          "Slice",
          "Tile",
          "Expand",
          "OneHot",
          "Dropout",
          "Squeeze",
          "Unsqueeze",
          "Split",
          "Pow" ->
          position > 0;
      default -> operator.startsWith("Reduce") && position > 0;
    };
  }

  static Operator of(String operator) {
    return Objects.requireNonNull(ALL.get(operator), operator);
  }
}
