package dev.fovea.plot;

/** Which values a color scale covers where several maps are shown. */
public enum ColorScale {
  /** One scale for all: maps can be compared. */
  COMMON,
  /** Each map on its own scale: a weak one shows its form. */
  EACH
}
