package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.image.ImageFit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the examples of one format, in the way the configuration says. */
interface PartReader {
  /**
   * What is found where a user says the data is.
   *
   * @param train to learn from; all there are if no test set is set apart
   * @param validation to validate with, if it is set apart
   * @param test for the last evaluation, if it is set apart
   */
  record Found(Part train, Optional<Part> validation, Optional<Part> test) {
    /** Everything in one place. */
    static Found all(Part all) {
      return new Found(all, Optional.empty(), Optional.empty());
    }
  }

  /** Looks at a file or folder. */
  Found find(Path path) throws IOException;

  /**
   * Reads examples.
   *
   * @param set what they are for: {@code train}, {@code validation}, {@code test} or {@code all}
   * @param classes the names of the classes, in the order of their numbers; the file's own if empty
   */
  Examples read(String set, Part part, Optional<List<String>> classes) throws IOException;

  /** The names of the classes, if the configuration tells. */
  Optional<List<String>> classes();

  /** The shape of one example, if it is known without reading. */
  Optional<Shape> shape();

  /** What is done to images of another size. */
  default ImageFit fit() {
    return ImageFit.EXACT;
  }
}
