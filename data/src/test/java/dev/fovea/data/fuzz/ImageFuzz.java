package dev.fovea.data.fuzz;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.image.ImageFit;
import dev.fovea.data.image.PictureFile;
import java.io.IOException;

/** Any bytes as a picture. */
public final class ImageFuzz {
  private ImageFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(
        "any.png", bytes, file -> PictureFile.read(file).values(Shape.of(3, 4, 4), ImageFit.CROP));
  }
}
