package dev.fovea.plot.canvas;

/** How bold a text is. */
public enum Weight {
  /** Plain text. */
  REGULAR(400),
  /** Titles and direct labels. */
  SEMIBOLD(600);

  private final int css;

  Weight(int css) {
    this.css = css;
  }

  /** The number CSS has for this weight. */
  public int css() {
    return css;
  }
}
