package dev.fovea.plot.canvas;

/** Which end of a text stands at its point. */
public enum Anchor {
  /** The text begins at the point. */
  START("start", 0),
  /** The text is centered on the point. */
  MIDDLE("middle", 0.5),
  /** The text ends at the point. */
  END("end", 1);

  private final String svg;
  private final double before;

  Anchor(String svg, double before) {
    this.svg = svg;
    this.before = before;
  }

  /** The value of SVG's {@code text-anchor}. */
  public String svg() {
    return svg;
  }

  /** The part of the text's width that lies before the point. */
  public double before() {
    return before;
  }
}
