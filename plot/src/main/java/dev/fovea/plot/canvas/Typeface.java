package dev.fovea.plot.canvas;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A typeface as plain outlines and widths, read from a resource of this module.
 *
 * <p>{@code java.awt.Font} needs the system's font configuration and fails on a small server that
 * has none; this needs nothing. It holds the Latin, Greek and Cyrillic letters and the signs that
 * charts use; any other character becomes a hollow box in PNG (SVG leaves text to its viewer).
 */
public final class Typeface {
  /** Height of capitals and digits, in em. */
  static final double CAP_HEIGHT = 0.727;

  private static final double UNITS_PER_EM = 1000;
  private static final int MISSING = 0;
  private static final Pattern COMMAND_START = Pattern.compile("(?=[MLQCZ])");

  private final Map<Integer, Glyph> glyphs = new HashMap<>();
  private final Map<Pair, Integer> kerning = new HashMap<>();

  private record Glyph(int advance, Path2D outline) {}

  private record Pair(int left, int right) {}

  private Typeface(String resource) {
    try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("typeface: resource " + resource + " is not in the module");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException("typeface: cannot read resource " + resource, e);
    }
  }

  private void read(String line) {
    String[] field = line.split(" ", 4);
    switch (field[0]) {
      case "glyph" ->
          glyphs.put(
              Integer.valueOf(field[1]), new Glyph(Integer.parseInt(field[2]), path(field[3])));
      case "kern" ->
          kerning.put(
              new Pair(Integer.parseInt(field[1]), Integer.parseInt(field[2])),
              Integer.valueOf(field[3]));
      case "#" -> {}
      default -> throw new IllegalStateException("typeface: unknown line: " + line);
    }
  }

  private static final class Regular {
    static final Typeface FACE = new Typeface("inter-regular.glyphs");
  }

  private static final class Semibold {
    static final Typeface FACE = new Typeface("inter-semibold.glyphs");
  }

  /** The house typeface in this weight; read on first use. */
  public static Typeface of(Weight weight) {
    return switch (weight) {
      case REGULAR -> Regular.FACE;
      case SEMIBOLD -> Semibold.FACE;
    };
  }

  /** The width of {@code text} set in {@code size} units to the em. */
  public double width(String text, double size) {
    double units = 0;
    int previous = -1;
    for (int codePoint : text.codePoints().toArray()) {
      units += kerning.getOrDefault(new Pair(previous, codePoint), 0) + glyph(codePoint).advance();
      previous = codePoint;
    }
    return units * size / UNITS_PER_EM;
  }

  /** The outline of {@code text}, its baseline beginning at (0, 0), y growing downwards. */
  Path2D outline(String text, double size) {
    Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double x = 0;
    int previous = -1;
    for (int codePoint : text.codePoints().toArray()) {
      x += kerning.getOrDefault(new Pair(previous, codePoint), 0);
      Glyph glyph = glyph(codePoint);
      outline.append(
          glyph.outline().getPathIterator(AffineTransform.getTranslateInstance(x, 0)), false);
      x += glyph.advance();
      previous = codePoint;
    }
    outline.transform(AffineTransform.getScaleInstance(size / UNITS_PER_EM, size / UNITS_PER_EM));
    return outline;
  }

  private Glyph glyph(int codePoint) {
    Glyph found = glyphs.get(codePoint);
    if (found == null) {
      found = glyphs.get(MISSING);
    }
    if (found == null) {
      throw new IllegalStateException("typeface: the resource has no glyph 0");
    }
    return found;
  }

  /** Reads absolute {@code M L Q C Z} commands with integer coordinates. */
  private static Path2D path(String commands) {
    Path2D path = new Path2D.Double();
    if (commands.isEmpty()) {
      return path;
    }
    for (String command : COMMAND_START.split(commands)) {
      double[] at =
          command.length() == 1
              ? new double[0]
              : Arrays.stream(command.substring(1).split(" ", -1))
                  .mapToDouble(Double::parseDouble)
                  .toArray();
      switch (command.charAt(0)) {
        case 'M' -> path.moveTo(at[0], at[1]);
        case 'L' -> path.lineTo(at[0], at[1]);
        case 'Q' -> path.quadTo(at[0], at[1], at[2], at[3]);
        case 'C' -> path.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
        case 'Z' -> path.closePath();
        default -> throw new IllegalStateException("typeface: unknown path command: " + command);
      }
    }
    return path;
  }
}
