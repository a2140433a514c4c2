package dev.fovea.plot;

import java.nio.file.Path;

/** Something that can be drawn. */
public interface Chart {
  /** Draws it. The same chart gives the same picture, to the byte. */
  Picture picture();

  /** Draws it and {@linkplain Picture#save saves} the picture. */
  default void save(Path file) {
    picture().save(file);
  }
}
