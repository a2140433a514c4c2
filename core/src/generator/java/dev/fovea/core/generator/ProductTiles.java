package dev.fovea.core.generator;

import static dev.fovea.core.generator.Tile.plus;

import java.util.ArrayList;
import java.util.List;

/** The tiles of matrix products: a factor is a number of A, a vector is one of a row of B. */
final class ProductTiles {
  private static final List<String> NUMBERS = List.of("One", "Two", "Three");

  private ProductTiles() {}

  static List<Tile> all() {
    List<Tile> tiles = new ArrayList<>();
    for (int rows : new int[] {8, 4}) {
      for (int vectors = 3; vectors > 0; vectors--) {
        tiles.add(tile(rows, vectors));
      }
    }
    return tiles;
  }

  private static Tile tile(int rows, int vectors) {
    return new Tile(
        "{@code C[i, j] = Σ_p A[i, p]·B[p, j]}, all offsets in bytes.",
        "static void " + (rows == 8 ? "eight" : "four") + "By" + NUMBERS.get(vectors - 1),
        rows,
        vectors,
        List.of(
            "int k",
            "MemorySegment left",
            "long a0",
            "long aRow",
            "long aStep",
            "MemorySegment right",
            "long b0",
            "long bStep",
            "MemorySegment result",
            "long c0",
            "long cRow"),
        List.of(
            "MemorySegment a = Lanes.bare(left);",
            "MemorySegment x = Lanes.bare(right);",
            "MemorySegment y = Lanes.bare(result);",
            "long at = Lanes.bare(left, a0);",
            "long down = aRow & Lanes.STRIDE;",
            "long along = aStep & Lanes.STRIDE;",
            "long from = Lanes.bare(right, b0);",
            "long next = bStep & Lanes.STRIDE;"),
        List.of("for (int p = 0; p < k; p++) {"),
        List.of(),
        v -> plus("from", v, "Lanes.BYTES"),
        f -> TileWriter.spread("a", plus("at", f, "down")),
        true,
        List.of("at = (at + along) & Lanes.ADDRESS;", "from = (from + next) & Lanes.ADDRESS;"),
        List.of("long to = Lanes.bare(result, c0);", "long below = cRow & Lanes.STRIDE;"),
        (f, v) -> plus(plus("to", f, "below"), v, "Lanes.BYTES"),
        true);
  }
}
