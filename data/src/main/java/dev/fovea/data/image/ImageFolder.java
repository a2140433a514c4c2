package dev.fovea.data.image;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ByteFeatures;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Problem;
import dev.fovea.data.source.ClassLabels;
import dev.fovea.data.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of pictures with one folder for each class, as torchvision's {@code ImageFolder}. The
 * classes are the names of the folders by the alphabet; files whose names do not end as those of
 * pictures do are passed over, and so is what starts with a dot. Pictures are kept as bytes in the
 * size of the network, whatever the size of the files.
 */
public final class ImageFolder {
  private static final String WHAT = "images";

  private ImageFolder() {}

  /**
   * Reads all pictures.
   *
   * @param name for people and provenance
   * @param shape {@code [1, H, W]} for gray, {@code [3, H, W]} for colors
   * @param fit what is done to pictures of another size
   * @param classNames the classes in the order of their numbers; the names of the folders if empty
   * @throws DataFileException if there is no such folder, it has no class or a folder that is none,
   *     a class has no pictures, or one of them cannot be read
   */
  public static Dataset read(
      String name, Path folder, Shape shape, ImageFit fit, Optional<List<String>> classNames)
      throws IOException {
    List<Path> pictures = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (Path each : classFolders(folder)) {
      List<Path> found = pictures(each);
      if (found.isEmpty()) {
        throw new DataFileException(
            Problem.of("images: a class has no pictures")
                .with("folder", each)
                .with("expected", "files that end in " + String.join(", ", PictureFile.ENDINGS)));
      }
      pictures.addAll(found);
      found.forEach(_ -> labels.add(String.valueOf(each.getFileName())));
    }
    ClassTargets targets =
        ClassLabels.named(
            labels,
            classNames.or(() -> Optional.of(labels.stream().distinct().toList())),
            i ->
                Problem.of("images: a folder is no class")
                    .with("folder", String.valueOf(pictures.get(i).getParent())));
    long bytes = (long) pictures.size() * shape.size();
    if (bytes > SourceFile.MOST_BYTES) {
      throw new DataFileException(
          Problem.of("images: the pictures are too many to be held in memory")
              .with("folder", folder)
              .with("expected", "at most " + SourceFile.MOST_BYTES + " bytes")
              .with("found", pictures.size() + " pictures of " + shape));
    }
    return new Dataset(name, ByteFeatures.of(bytes(pictures, shape, fit), shape), targets);
  }

  /**
   * The folders of the classes, by the alphabet.
   *
   * @throws DataFileException if there is no such folder, or it has none
   */
  public static List<Path> classFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataFileException(
          Problem.of(
                  Files.exists(folder)
                      ? WHAT + ": this is not a folder"
                      : WHAT + ": no such folder")
              .with("folder", folder));
    }
    List<Path> classes = sorted(folder, Files::isDirectory);
    if (classes.isEmpty()) {
      throw new DataFileException(
          Problem.of("images: there are no classes")
              .with("folder", folder)
              .with("expected", "one folder for each class")
              .with("found", "no folder"));
    }
    return classes;
  }

  private static List<Path> pictures(Path folder) throws IOException {
    return sorted(folder, file -> PictureFile.isNamedSo(file) && Files.isRegularFile(file));
  }

  private static List<Path> sorted(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .filter(wanted)
          .sorted()
          .toList();
    }
  }

  /** Decodes on all cores; each picture has its own place, so the order does not matter. */
  private static byte[] bytes(List<Path> pictures, Shape shape, ImageFit fit) throws IOException {
    byte[] all = new byte[pictures.size() * shape.size()];
    try {
      IntStream.range(0, pictures.size())
          .parallel()
          .forEach(i -> {
            try {
              float[] values = PictureFile.read(pictures.get(i)).values(shape, fit);
              for (int j = 0; j < values.length; j++) {
                all[i * values.length + j] = (byte) Math.round(values[j]);
              }
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    return all;
  }
}
