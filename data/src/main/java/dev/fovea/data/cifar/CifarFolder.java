package dev.fovea.data.cifar;

import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder laid out as the binary version of CIFAR-10 is: {@code data_batch_1.bin} to {@code
 * data_batch_5.bin} (as many as there are), {@code test_batch.bin}, each with or without {@code
 * .gz}, and {@code batches.meta.txt} with the class names, which may be missing. A test batch that
 * was cut down, such as {@code test_batch_first1000.bin}, counts if the whole one is not there.
 *
 * @param train the files to learn from, in order
 * @param test the files for the last evaluation
 * @param classNames the names of the classes
 */
public record CifarFolder(List<Path> train, List<Path> test, List<String> classNames) {
  private static final Pattern TRAIN = Pattern.compile("data_batch_\\d+\\.bin(\\.gz)?");
  private static final Pattern TEST = Pattern.compile("test_batch\\.bin(\\.gz)?");
  private static final Pattern PART = Pattern.compile("test_batch\\w*\\.bin(\\.gz)?");
  private static final String CLASS_NAMES = "batches.meta.txt";

  /** Copies the lists. */
  public CifarFolder {
    train = List.copyOf(train);
    test = List.copyOf(test);
    classNames = List.copyOf(classNames);
  }

  /**
   * Finds the files.
   *
   * @throws DataFileException if there is no folder, or no training or test batch in it
   */
  public static CifarFolder find(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataFileException(
          Problem.of(Files.exists(folder) ? "cifar: this is not a folder" : "cifar: no such folder")
              .with("folder", folder));
    }
    List<Path> train = matching(folder, TRAIN);
    List<Path> test = matching(folder, TEST);
    if (test.isEmpty()) {
      test = matching(folder, PART);
    }
    if (train.isEmpty() || test.isEmpty()) {
      throw new DataFileException(
          Problem.of("cifar: files are missing")
              .with("folder", folder)
              .with(
                  "looked for",
                  train.isEmpty()
                      ? "data_batch_1.bin to data_batch_5.bin, or with .gz"
                      : "test_batch.bin or test_batch.bin.gz"));
    }
    Path names = folder.resolve(CLASS_NAMES);
    return new CifarFolder(
        train, test, Files.exists(names) ? CifarFiles.classNames(names) : CifarFiles.CLASSES);
  }

  private static List<Path> matching(Path folder, Pattern name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Reads the examples to learn from. */
  public Dataset readTrain(String name) throws IOException {
    return CifarFiles.read(name, train, classNames);
  }

  /** Reads the examples for the last evaluation. */
  public Dataset readTest(String name) throws IOException {
    return CifarFiles.read(name, test, classNames);
  }
}
