package dev.fovea.core.generator;

import java.util.List;

/** Writes a tile as a Java method: what all tiles have in common is said here. */
final class TileWriter {
  private final StringBuilder code = new StringBuilder();

  /** A class of tiles. */
  static String classOf(String name, String modifiers, String says, List<Tile> tiles) {
    TileWriter writer = new TileWriter();
    writer.code.append(
        """
        package dev.fovea.core.vector.tile;

        import dev.fovea.core.vector.simd.Lanes;
        import java.lang.foreign.MemorySegment;
        import jdk.incubator.vector.FloatVector;

        /** %s Generated: see src/generator. */
        %sfinal class %s {
          private %s() {}
        """
            .formatted(says, modifiers, name, name));
    tiles.forEach(writer::method);
    return writer.code.append("}\n").toString();
  }

  private void method(Tile tile) {
    code.append("\n  /** ").append(tile.says()).append(" */");
    code.append("\n  ").append(tile.method()).append("(\n      ");
    code.append(String.join(",\n      ", tile.parameters())).append(") {\n");
    tile.before().forEach(this::outside);
    outside("FloatVector z = FloatVector.zero(Lanes.FLOATS);");
    for (int f = 0; f < tile.factors(); f++) {
      for (int v = 0; v < tile.vectors(); v++) {
        outside("FloatVector " + sum(f, v) + " = z;");
      }
    }
    tile.loop().forEach(this::outside);
    tile.places().forEach(this::inside);
    for (int v = 0; v < tile.vectors(); v++) {
      String at = tile.vector().apply(v);
      inside("FloatVector v" + v + " = " + load("x", at) + ";");
    }
    for (int f = 0; f < tile.factors(); f++) {
      inside("FloatVector f" + f + " = " + tile.factor().apply(f) + ";");
      for (int v = 0; v < tile.vectors(); v++) {
        String one = tile.factorFirst() ? "f" + f : "v" + v;
        String other = tile.factorFirst() ? "v" + v : "f" + f;
        inside(sum(f, v) + " = " + one + ".fma(" + other + ", " + sum(f, v) + ");");
      }
    }
    tile.step().forEach(this::inside);
    outside("}");
    tile.after().forEach(this::outside);
    int outer = tile.factorsOutside() ? tile.factors() : tile.vectors();
    int inner = tile.factorsOutside() ? tile.vectors() : tile.factors();
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < inner; j++) {
        int f = tile.factorsOutside() ? i : j;
        int v = tile.factorsOutside() ? j : i;
        String at = tile.target().of(f, v);
        outside(sum(f, v) + ".intoMemorySegment(y, " + at + ", Lanes.ORDER);");
      }
    }
    code.append("  }\n");
  }

  /** A vector from memory. */
  static String load(String segment, String at) {
    return "FloatVector.fromMemorySegment(Lanes.FLOATS, " + segment + ", " + at + ", Lanes.ORDER)";
  }

  /** A number from memory in every lane. */
  static String spread(String segment, String at) {
    return "FloatVector.broadcast(Lanes.FLOATS, " + segment + ".get(Lanes.FLOAT, " + at + "))";
  }

  private static String sum(int factor, int vector) {
    return "s" + factor + vector;
  }

  private void outside(String line) {
    code.append("    ").append(line).append('\n');
  }

  private void inside(String line) {
    code.append("      ").append(line).append('\n');
  }
}
