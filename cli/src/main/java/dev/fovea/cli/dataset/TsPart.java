package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.ts.TsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Time series as the UCR and UEA archives hold them.
 *
 * @param paddedTo how long all series become, if shorter ones are to be padded with zeros
 * @param classes the names of the classes
 * @param shape of one example, to describe a network before its data is named
 */
record TsPart(OptionalInt paddedTo, Optional<List<String>> classes, Optional<Shape> shape)
    implements PartReader {
  private static final String PAD_TO = "pad-to";
  static final DataFormat FORMAT =
      new DataFormat(
          "ts",
          List.of(PAD_TO, ClassesKey.CLASSES, ClassesKey.SHAPE),
          DataFormats.endingIn(".ts"),
          section ->
              new TsPart(
                  section.integer(PAD_TO, 1), ClassesKey.read(section), ClassesKey.shape(section)));

  @Override
  public Found find(Path path) throws IOException {
    return Files.isDirectory(path) ? Entries.find("ts", path, ".ts") : Found.all(Part.of(path));
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> names) throws IOException {
    Path file = part.files().getFirst();
    String name = part.name() + " " + set;
    return Examples.of(
        paddedTo.isPresent()
            ? TsFile.readPadded(name, file, names, paddedTo.getAsInt())
            : TsFile.read(name, file, names));
  }
}
