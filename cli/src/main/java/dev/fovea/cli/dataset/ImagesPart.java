package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.Section;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.image.ImageFit;
import dev.fovea.data.image.ImageFolder;
import dev.fovea.data.image.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pictures, a folder for each class.
 *
 * @param size {@code [1, H, W]} or {@code [3, H, W]}
 * @param fit what is done to pictures of another size
 * @param classes the names of the classes
 */
record ImagesPart(Shape size, ImageFit fit, Optional<List<String>> classes) implements PartReader {
  static final String FIT = "fit";
  static final DataFormat FORMAT =
      new DataFormat(
          "images",
          List.of(ClassesKey.CLASSES, ClassesKey.SHAPE, FIT),
          path ->
              Entries.in(path).stream()
                  .filter(Files::isDirectory)
                  .anyMatch(folder ->
                      Entries.hasTrain(path)
                          || Entries.in(folder).stream().anyMatch(PictureFile::isNamedSo)),
          ImagesPart::of);

  private static ImagesPart of(Section section) {
    Shape size =
        ClassesKey.shape(section)
            .orElseThrow(() ->
                section.missing(
                    ClassesKey.SHAPE, "the size of the network's images, such as [3, 64, 64]"));
    if (size.rank() != 3 || (size.dim(0) != 1 && size.dim(0) != 3)) {
      throw section.wrong(
          ClassesKey.SHAPE,
          "[1, height, width] for gray or [3, height, width] for colors",
          section.value(ClassesKey.SHAPE).orElseThrow());
    }
    return new ImagesPart(size, fit(section).orElse(ImageFit.EXACT), ClassesKey.read(section));
  }

  /** What is written about pictures of another size. */
  static Optional<ImageFit> fit(Section section) {
    return section
        .text(FIT)
        .map(word ->
            Arrays.stream(ImageFit.values())
                .filter(fit -> fit.toString().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                    section.wrong(
                        FIT, "exact, resize, crop or pad", section.value(FIT).orElseThrow())));
  }

  @Override
  public Found find(Path path) throws IOException {
    return Entries.hasTrain(path) ? Entries.find("images", path) : Found.all(Part.of(path));
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> names) throws IOException {
    return Examples.of(
        ImageFolder.read(part.name() + " " + set, part.files().getFirst(), size, fit, names));
  }

  @Override
  public Optional<Shape> shape() {
    return Optional.of(size);
  }
}
