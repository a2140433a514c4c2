package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import java.util.List;

/**
 * Adds rows up into a table by number: inputs {@code rows [.., …]} and {@code indices [..]}, result
 * {@code [count, …]}. The adjoint of {@link GatherRows}.
 *
 * @param count how many rows the table has
 */
public record ScatterAddRows(int count) implements Op {
  @Override
  public String name() {
    return "index_add";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape rows = inputs.get(0);
    int[] dims = rows.dims();
    int lead = inputs.get(1).rank();
    int[] table = new int[1 + dims.length - lead];
    table[0] = count;
    System.arraycopy(dims, lead, table, 1, dims.length - lead);
    return Shape.of(table);
  }
}
