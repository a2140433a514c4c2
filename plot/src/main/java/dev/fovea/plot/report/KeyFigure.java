package dev.fovea.plot.report;

/**
 * A number that sums up a run.
 *
 * @param label what it is: {@code Test accuracy}
 * @param value the number as it is to be read: {@code 98.91 %}
 * @param detail a remark in small print, such as {@code 10,000 images}; may be empty
 */
public record KeyFigure(String label, String value, String detail) {
  /** A figure without a remark. */
  public static KeyFigure of(String label, String value) {
    return new KeyFigure(label, value, "");
  }

  /** The same with a remark in small print. */
  public KeyFigure detail(String text) {
    return new KeyFigure(label, value, text);
  }
}
