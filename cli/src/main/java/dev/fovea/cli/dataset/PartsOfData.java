package dev.fovea.cli.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the sets are: at one place, or named one by one, or both.
 *
 * @param path a file or folder that holds what is not named
 * @param givenTrain the training set, if it is named
 * @param givenValidation the validation set, if it is named
 * @param givenTest the test set, if it is named
 */
record PartsOfData(
    Optional<Path> path,
    Optional<Part> givenTrain,
    Optional<Part> givenValidation,
    Optional<Part> givenTest) {

  Part train(PartReader reader) throws IOException {
    return givenTrain.isPresent() ? givenTrain.get() : reader.find(path.orElseThrow()).train();
  }

  Optional<Part> validation(PartReader reader) throws IOException {
    return givenValidation.isPresent() || path.isEmpty()
        ? givenValidation
        : reader.find(path.get()).validation();
  }

  Optional<Part> test(PartReader reader) throws IOException {
    return givenTest.isPresent() || path.isEmpty() ? givenTest : reader.find(path.get()).test();
  }
}
