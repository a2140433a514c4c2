package dev.fovea.plot.canvas;

/** Texts and numbers as SVG and HTML want them. */
public final class Markup {
  private Markup() {}

  /**
   * {@code text} so that XML and HTML show it as it is, in an element or in a quoted attribute.
   * Characters that XML 1.0 forbids, such as most control characters, become U+FFFD.
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
          }
        });
    return out.toString();
  }

  private static boolean allowed(int codePoint) {
    return codePoint >= 0x20
            && codePoint != 0xFFFE
            && codePoint != 0xFFFF
            && !(codePoint >= 0xD800 && codePoint <= 0xDFFF)
        || codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r';
  }

  /** A number with at most two decimals, and none that say nothing: {@code 12}, {@code 0.5}. */
  static String number(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths % 100 == 0) {
      return Long.toString(hundredths / 100);
    }
    return Double.toString(hundredths / 100.0);
  }

  /** A color as {@code #rrggbb}. */
  public static String hex(int rgb) {
    return "#%06x".formatted(rgb);
  }
}
