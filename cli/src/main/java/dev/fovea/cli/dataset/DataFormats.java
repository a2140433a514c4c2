package dev.fovea.cli.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The one list of the formats of data. */
public final class DataFormats {
  static final List<DataFormat> ALL =
      List.of(
          IdxPart.FORMAT,
          CifarPart.FORMAT,
          ImagesPart.FORMAT,
          ArraysPart.NPY,
          ArraysPart.NPZ,
          ArraysPart.PYTORCH,
          Hdf5Part.FORMAT,
          SeismogramsPart.FORMAT,
          CsvPart.FORMAT,
          TsPart.FORMAT);

  private DataFormats() {}

  /** What configurations call them. */
  public static List<String> names() {
    return ALL.stream().map(DataFormat::name).toList();
  }

  static Optional<DataFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** What a file or folder looks like. */
  public static Optional<DataFormat> of(Path path) {
    return ALL.stream().filter(format -> format.isAt().test(path)).findFirst();
  }

  /** A file whose name ends so, with or without {@code .gz}, or a folder that has one. */
  static Predicate<Path> endingIn(String... endings) {
    return path ->
        Files.isDirectory(path)
            ? Entries.in(path).stream().anyMatch(file -> endsIn(file, endings))
            : endsIn(path, endings);
  }

  private static boolean endsIn(Path file, String... endings) {
    String name =
        String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    for (String ending : endings) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
