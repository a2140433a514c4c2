package dev.fovea.core.generator;

import static dev.fovea.core.generator.Tile.plus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The tiles of convolutions with the batch in the lanes: a vector is one of the input. */
final class ConvolutionTiles {
  private static final int CHANNELS = 4;
  private static final int TAPS = 6;

  private ConvolutionTiles() {}

  static List<Tile> all() {
    return List.of(
        positions("sixByFour", 6), positions("fourByFour", 4), weightGradient("weightGradient"));
  }

  /** A factor is the weight of an output channel. */
  private static Tile positions(String name, int positions) {
    List<String> parameters = new ArrayList<>(List.of("int[] xs", "int[] ws"));
    parameters.add("MemorySegment from");
    parameters.addAll(each(positions, "long from%1$d"));
    parameters.addAll(List.of("MemorySegment packed", "long weights", "MemorySegment to"));
    parameters.addAll(each(positions, "long to%1$d"));
    parameters.add("long channel");
    List<String> before = new ArrayList<>();
    before.add("MemorySegment x = Lanes.bare(from);");
    before.add("MemorySegment w = Lanes.bare(packed);");
    before.add("MemorySegment y = Lanes.bare(to);");
    before.addAll(each(positions, "long x%1$d = Lanes.bare(from, from%1$d);"));
    before.add("long q = Lanes.bare(packed, weights);");
    return new Tile(
        "{@code y[channel j, position i] = Σ_t x[xᵢ + xs[t]]·w[ws[t] + j]}, all offsets in bytes.",
        "public static void " + name,
        CHANNELS,
        positions,
        parameters,
        before,
        List.of("int n = Math.min(xs.length, ws.length);", "for (int t = 0; t < n; t++) {"),
        List.of("long o = xs[t] & Lanes.OFFSET;", "long p = q + (ws[t] & Lanes.OFFSET);"),
        v -> "x" + v + " + o",
        f -> TileWriter.spread("w", f == 0 ? "p" : "p + " + f * Float.BYTES),
        false,
        List.of(),
        each(positions, "long y%1$d = Lanes.bare(to, to%1$d);"),
        (f, v) -> plus("y" + v, f, "channel"),
        false);
  }

  /** A factor is a vector of the gradient, a vector one of the input for a tap. */
  private static Tile weightGradient(String name) {
    List<String> parameters = new ArrayList<>(List.of("int[] xs", "int[] gs"));
    parameters.add("MemorySegment from");
    parameters.addAll(each(TAPS, "long from%1$d"));
    parameters.add("MemorySegment gradient");
    parameters.addAll(each(CHANNELS, "long gradient%1$d"));
    parameters.addAll(List.of("MemorySegment sums", "long to"));
    List<String> before = new ArrayList<>();
    before.add("MemorySegment x = Lanes.bare(from);");
    before.add("MemorySegment g = Lanes.bare(gradient);");
    before.add("MemorySegment y = Lanes.bare(sums);");
    before.addAll(each(TAPS, "long x%1$d = Lanes.bare(from, from%1$d);"));
    before.addAll(each(CHANNELS, "long g%1$d = Lanes.bare(gradient, gradient%1$d);"));
    return new Tile(
        "{@code sums[6·j + i] = Σ_p g[gⱼ + gs[p]]·x[xᵢ + xs[p]]}, lane by lane.",
        "public static void " + name,
        CHANNELS,
        TAPS,
        parameters,
        before,
        List.of("int n = Math.min(xs.length, gs.length);", "for (int p = 0; p < n; p++) {"),
        List.of("long o = xs[p] & Lanes.OFFSET;", "long d = gs[p] & Lanes.OFFSET;"),
        v -> "x" + v + " + o",
        f -> TileWriter.load("g", "g" + f + " + d"),
        false,
        List.of(),
        List.of("long s = Lanes.bare(sums, to);"),
        (f, v) -> plus("s", f * TAPS + v, f * TAPS + v == 1 ? "Lanes.BYTES" : "(long) Lanes.BYTES"),
        true);
  }

  private static List<String> each(int count, String line) {
    return IntStream.range(0, count).mapToObj(line::formatted).toList();
  }
}
