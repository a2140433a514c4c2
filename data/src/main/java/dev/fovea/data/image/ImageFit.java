package dev.fovea.data.image;

import java.util.Locale;

/** What is done to a picture of another size than the network takes. */
public enum ImageFit {
  /** It is refused. */
  EXACT,
  /** It is stretched or shrunk to the size, whatever its proportions. */
  RESIZE,
  /** It is shrunk or enlarged until it covers the size, and what hangs over is cut off evenly. */
  CROP,
  /** It is shrunk or enlarged until it lies within the size, and the rest is black. */
  PAD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
