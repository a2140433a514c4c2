import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextAttribute;
import java.awt.geom.PathIterator;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes the outlines of a font as the text resource that {@code dev.fovea.plot.canvas.Typeface}
 * reads. Run once for each weight, from this folder:
 *
 * <pre>
 * java ConvertFont.java Inter-Regular.otf ../src/main/resources/dev/fovea/plot/canvas/inter-regular.glyphs
 * java ConvertFont.java Inter-SemiBold.otf ../src/main/resources/dev/fovea/plot/canvas/inter-semibold.glyphs
 * </pre>
 *
 * <p>The font files are those of Debian's package {@code fonts-inter}. This needs a Java with fonts;
 * the library itself does not.
 */
class ConvertFont {
  /** Units of the em square in the resource. */
  private static final int EM = 1000;

  private static final String SYMBOLS =
      "\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201C\u201D\u2022\u2026\u2030\u20AC\u2190\u2191\u2192\u2193"
          + "\u2211\u2212\u221A\u221E\u2248\u2260\u2264\u2265\u25A0\u25B2\u25CF\u2713\u2717";

  void main(String[] args) throws Exception {
    Font font =
        Font.createFont(Font.TRUETYPE_FONT, new File(args[0]))
            .deriveFont(Map.of(TextAttribute.SIZE, EM, TextAttribute.KERNING, TextAttribute.KERNING_ON));
    FontRenderContext context = new FontRenderContext(null, true, true);

    StringBuilder out = new StringBuilder();
    out.append("# Outlines of ").append(font.getFontName()).append(", ").append(EM).append(" units to the em, y down.\n");
    out.append("# Copyright 2016-2022 The Inter Project Authors. SIL Open Font License 1.1, see INTER-LICENSE.txt.\n");
    out.append("# glyph <code point> <advance> <path> ; 0 is drawn for a character that is not here\n");
    out.append("# kern <left code point> <right code point> <adjustment of the advance>\n");

    // Our own hollow box: Inter's mark for a missing character is a block of stripes, loud in a chart.
    out.append("glyph 0 640 M80 0L80 -727L560 -727L560 0ZM140 -60L500 -60L500 -667L140 -667Z\n");
    IntStream wanted =
        IntStream.concat(
            IntStream.concat(IntStream.rangeClosed(0x20, 0x7E), IntStream.rangeClosed(0xA0, 0x17F)),
            IntStream.concat(
                IntStream.concat(IntStream.rangeClosed(0x391, 0x3C9), IntStream.rangeClosed(0x400, 0x45F)),
                SYMBOLS.codePoints()));
    wanted.filter(font::canDisplay).forEach(c -> append(out, c, font.createGlyphVector(context, Character.toString(c))));

    for (int left = 0x21; left <= 0x7E; left++) {
      for (int right = 0x21; right <= 0x7E; right++) {
        if (kerned(left) && kerned(right)) {
          double together = width(font, context, Character.toString(left) + Character.toString(right));
          double apart = width(font, context, Character.toString(left)) + width(font, context, Character.toString(right));
          long adjustment = Math.round(together - apart);
          if (Math.abs(adjustment) >= 5) {
            out.append("kern ").append(left).append(' ').append(right).append(' ').append(adjustment).append('\n');
          }
        }
      }
    }
    Files.writeString(Path.of(args[1]), out);
  }

  private static boolean kerned(int codePoint) {
    return Character.isLetter(codePoint) || ".,:".indexOf(codePoint) >= 0;
  }

  private static double width(Font font, FontRenderContext context, String text) {
    char[] chars = text.toCharArray();
    GlyphVector laidOut = font.layoutGlyphVector(context, chars, 0, chars.length, Font.LAYOUT_LEFT_TO_RIGHT);
    return laidOut.getGlyphPosition(laidOut.getNumGlyphs()).getX();
  }

  private static void append(StringBuilder out, int codePoint, GlyphVector glyph) {
    long advance = Math.round(glyph.getGlyphMetrics(0).getAdvanceX());
    out.append("glyph ").append(codePoint).append(' ').append(advance).append(' ').append(path(glyph.getGlyphOutline(0))).append('\n');
  }

  private static String path(Shape outline) {
    StringBuilder path = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator it = outline.getPathIterator(null); !it.isDone(); it.next()) {
      switch (it.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> points(path, 'M', at, 2);
        case PathIterator.SEG_LINETO -> points(path, 'L', at, 2);
        case PathIterator.SEG_QUADTO -> points(path, 'Q', at, 4);
        case PathIterator.SEG_CUBICTO -> points(path, 'C', at, 6);
        default -> path.append('Z');
      }
    }
    return path.toString();
  }

  private static void points(StringBuilder path, char command, double[] at, int count) {
    path.append(command);
    for (int i = 0; i < count; i++) {
      path.append(i == 0 ? "" : " ").append(Math.round(at[i]));
    }
  }
}
