package dev.fovea.data.idx;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder laid out as MNIST is: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
 * and the same with {@code t10k}; also with a dot before {@code idx}, as some copies have it, and
 * each with or without {@code .gz}. Fashion-MNIST, KMNIST and a user's own data come so too.
 *
 * @param train to learn from
 * @param test for the last evaluation
 */
public record MnistFolder(Dataset train, Dataset test) {

  /** The four files. */
  private enum Part {
    TRAIN_IMAGES("train-images", "idx3-ubyte"),
    TRAIN_LABELS("train-labels", "idx1-ubyte"),
    TEST_IMAGES("t10k-images", "idx3-ubyte"),
    TEST_LABELS("t10k-labels", "idx1-ubyte");

    private final String start;
    private final String end;

    Part(String start, String end) {
      this.start = start;
      this.end = end;
    }

    List<String> names() {
      return Stream.of("-", ".")
          .flatMap(joint -> Stream.of("", ".gz").map(gzip -> start + joint + end + gzip))
          .toList();
    }
  }

  /**
   * Opens digits, or anything else of ten classes without names.
   *
   * @throws DataFileException if files are missing or damaged, or do not fit together
   */
  public static MnistFolder open(Path folder) throws IOException {
    return open(folder, ClassTargets.numbered(10));
  }

  /**
   * Opens pictures of any size; training and test pictures must have the same.
   *
   * @param classNames in the order of their numbers
   * @throws DataFileException if files are missing or damaged, or do not fit together
   */
  public static MnistFolder open(Path folder, List<String> classNames) throws IOException {
    Map<Part, Path> files = find(folder);
    Dataset train =
        IdxDataset.read(
            name(folder, "train"),
            file(files, Part.TRAIN_IMAGES),
            file(files, Part.TRAIN_LABELS),
            classNames);
    return new MnistFolder(train, test(folder, files, classNames, train.exampleShape()));
  }

  /**
   * Opens pictures that must have a certain shape, such as {@code [1, 28, 28]}.
   *
   * @throws DataFileException as above, or if the pictures have another shape
   */
  public static MnistFolder open(Path folder, List<String> classNames, Shape exampleShape)
      throws IOException {
    Map<Part, Path> files = find(folder);
    Dataset train =
        IdxDataset.read(
            name(folder, "train"),
            file(files, Part.TRAIN_IMAGES),
            file(files, Part.TRAIN_LABELS),
            classNames,
            exampleShape);
    return new MnistFolder(train, test(folder, files, classNames, exampleShape));
  }

  private static Dataset test(
      Path folder, Map<Part, Path> files, List<String> classNames, Shape exampleShape)
      throws IOException {
    return IdxDataset.read(
        name(folder, "test"),
        file(files, Part.TEST_IMAGES),
        file(files, Part.TEST_LABELS),
        classNames,
        exampleShape);
  }

  /**
   * The four files.
   *
   * @param trainImages the pictures to learn from
   * @param trainLabels their classes
   * @param testImages the pictures for the last evaluation
   * @param testLabels their classes
   */
  public record FourFiles(Path trainImages, Path trainLabels, Path testImages, Path testLabels) {}

  /**
   * Finds the four files without reading them.
   *
   * @throws DataFileException if files are missing
   */
  public static FourFiles files(Path folder) throws DataFileException {
    Map<Part, Path> found = find(folder);
    return new FourFiles(
        file(found, Part.TRAIN_IMAGES),
        file(found, Part.TRAIN_LABELS),
        file(found, Part.TEST_IMAGES),
        file(found, Part.TEST_LABELS));
  }

  private static Map<Part, Path> find(Path folder) throws DataFileException {
    if (!Files.isDirectory(folder)) {
      throw new DataFileException(
          Problem.of(Files.exists(folder) ? "mnist: this is not a folder" : "mnist: no such folder")
              .with("folder", folder));
    }
    Map<Part, Path> found = new EnumMap<>(Part.class);
    Problem missing = Problem.of("mnist: files are missing").with("folder", folder);
    for (Part part : Part.values()) {
      Optional<Path> file =
          part.names().stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
      if (file.isPresent()) {
        found.put(part, file.get());
      } else {
        missing = missing.with("looked for", String.join(" or ", part.names()));
      }
    }
    if (found.size() < Part.values().length) {
      throw new DataFileException(missing);
    }
    return found;
  }

  private static Path file(Map<Part, Path> files, Part part) {
    return Objects.requireNonNull(files.get(part), "find() has found all parts");
  }

  private static String name(Path folder, String set) {
    return folder.toAbsolutePath().normalize().getFileName() + " " + set;
  }
}
