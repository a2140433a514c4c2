package dev.fovea.plot.canvas;

/**
 * What a color is for. Charts name roles, not colors, so that the same drawing fits a light and a
 * dark page.
 *
 * <p>The three data colors differ in hue and in lightness and stay apart for readers with any of
 * the common color-vision deficiencies; no chart says anything by color alone.
 */
public enum Role {
  /** What the drawing lies on. */
  SURFACE("surface", 0xffffff, 0x151a21),
  /** Text that carries the message. */
  INK("ink", 0x18202c, 0xe8ebf0),
  /** Text that helps: ticks, units, remarks. */
  MUTED("muted", 0x5f6b7c, 0x9aa5b4),
  /** Lines that guide the eye and should not be noticed. */
  GRID("grid", 0xe8ebf0, 0x2a323d),
  /** Axis lines and markers, a little stronger than the grid. */
  AXIS("axis", 0xb4bdc9, 0x56616f),
  /** The first series, and what is right. */
  FIRST("first", 0x1f66c7, 0x3d80dc),
  /** The second series. */
  SECOND("second", 0xe07b00, 0xf0983a),
  /** What is wrong. */
  WRONG("wrong", 0xc2410c, 0xff8552),
  /** Text on a strong fill of a data color. */
  ON_FILL("on-fill", 0xffffff, 0xffffff);

  private final String label;
  private final int light;
  private final int dark;

  Role(String label, int light, int dark) {
    this.label = label;
    this.light = light;
    this.dark = dark;
  }

  /** The CSS custom property that a page sets to change this color: {@code --fovea-ink}. */
  public String property() {
    return "--fovea-" + label;
  }

  /** The color on paper, {@code 0xRRGGBB}. */
  public int light() {
    return light;
  }

  /** The color on a dark page, {@code 0xRRGGBB}. */
  public int dark() {
    return dark;
  }
}
