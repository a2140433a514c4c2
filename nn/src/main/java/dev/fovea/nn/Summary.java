package dev.fovea.nn;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model is made of. Printing it gives a table.
 *
 * @param rows one row per layer, in the order of computation
 * @param trainable numbers that optimizers change
 * @param nonTrainable frozen numbers and running statistics
 */
public record Summary(List<Row> rows, long trainable, long nonTrainable) {
  public Summary {
    rows = List.copyOf(rows);
  }

  /**
   * One layer.
   *
   * @param name its name in the model
   * @param type its class
   * @param output the shape of its output, the first size that of the batch; empty if the layer was
   *     not {@linkplain Pass#call called} by its name
   * @param parameters how many numbers it holds, running statistics included
   */
  public record Row(String name, String type, List<Integer> output, long parameters) {
    public Row {
      output = List.copyOf(output);
    }

    /** The output shape with {@code N} for the batch, such as {@code [N, 8, 24, 24]}. */
    public String outputText() {
      return output.isEmpty()
          ? "-"
          : IntStream.range(0, output.size())
              .mapToObj(axis -> axis == 0 ? "N" : output.get(axis).toString())
              .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * Records one forward pass, without computing anything, and tells what was seen.
   *
   * @param example the sizes of one example, without the batch axis
   */
  public static Summary of(Layer model, Shape example, DType dtype) {
    Map<String, Shape> outputs = new LinkedHashMap<>();
    Pass pass = Pass.evaluation((path, _, output) -> outputs.put(path, output.shape()));
    Tensor y = model.forward(Tensor.input(dtype, example.insert(0, 1)), pass);
    List<Row> rows = new ArrayList<>();
    Map<String, Long> numbers = model.numbersPerChild();
    model
        .children()
        .forEach((name, child) -> {
          long count = numbers.getOrDefault(name, count(child));
          rows.add(new Row(name, type(child), sizes(outputs.get(name)), count));
        });
    if (rows.isEmpty()) {
      rows.add(new Row(model.kind(), type(model), sizes(y.shape()), count(model)));
    }
    long trainable =
        model.allParameters().values().stream()
            .filter(Param::trainable)
            .mapToLong(parameter -> parameter.shape().size())
            .sum();
    return new Summary(rows, trainable, count(model) - trainable);
  }

  private static String type(Layer layer) {
    return layer instanceof Junction junction ? junction.type() : layer.getClass().getSimpleName();
  }

  private static List<Integer> sizes(@Nullable Shape shape) {
    return shape == null ? List.of() : Arrays.stream(shape.dims()).boxed().toList();
  }

  private static long count(Layer layer) {
    return count(layer.stateDict().values());
  }

  /** Floating-point numbers: counters of batches are no parameters. */
  public static long count(Collection<Param> parameters) {
    return parameters.stream()
        .filter(parameter -> parameter.dtype().isFloating())
        .mapToLong(parameter -> parameter.shape().size())
        .sum();
  }

  /** Numbers in all. */
  public long total() {
    return trainable + nonTrainable;
  }

  /** The table. */
  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("Layer (type)", "Output shape", "Parameters"));
    for (Row row : rows) {
      lines.add(
          List.of(
              row.name() + " (" + row.type() + ")", row.outputText(), number(row.parameters())));
    }
    List<List<String>> totals =
        List.of(
            List.of("Total", "", number(total())),
            List.of("Trainable", "", number(trainable)),
            List.of("Non-trainable", "", number(nonTrainable)));
    List<List<String>> all = new ArrayList<>(lines);
    all.addAll(totals);
    int[] widths = new int[3];
    for (int column = 0; column < 3; column++) {
      for (List<String> line : all) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    String rule = "-".repeat(widths[0] + widths[1] + widths[2] + 4);
    List<String> table = new ArrayList<>();
    lines.forEach(line -> table.add(line(line, widths)));
    table.add(1, rule);
    table.add(rule);
    totals.forEach(line -> table.add(line(line, widths)));
    return String.join("\n", table);
  }

  private static String line(List<String> cells, int[] widths) {
    return String.format(
        Locale.ROOT,
        "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s",
        cells.get(0),
        cells.get(1),
        cells.get(2));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
