package dev.fovea.data.hdf5;

import static dev.fovea.data.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that h5py wrote; {@code src/test/python/hdf5_goldens.py} makes them. */
class Hdf5Test {
  private static final Path ARRAYS = Path.of("src/test/resources/hdf5/arrays.h5");
  private static final Path ZEROS = Path.of("src/test/resources/hdf5/zeros.h5");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contiguous",
        "big_endian",
        "chunked",
        "chunked_big_endian",
        "gzip",
        "shuffle",
        "fletcher",
        "uint8",
        "int16",
        "half",
        "train/deep/x",
        "/train/deep/x"
      })
  void readsAnySliceOfAnyLayout(String path) throws IOException {
    try (Hdf5File file = Hdf5File.open(ARRAYS)) {
      Hdf5Array array = file.array(path);
      assertThat(array.dims()).containsExactly(7L, 3L, 5L);
      for (int first = 0; first <= 7; first++) {
        for (int count = 0; first + count <= 7; count++) {
          float[] rows = array.rows(first, count);
          assertThat(rows).hasSize(15 * count);
          for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i]).isEqualTo(15 * first + i);
          }
        }
      }
    }
  }

  @Test
  void readsDataSetsInMemoryAndSliced() throws IOException {
    try (Hdf5File file = Hdf5File.open(ARRAYS)) {
      Dataset whole = Hdf5Dataset.read("x", file, "train/deep/x", "train/deep/y", Optional.empty());
      Dataset sliced =
          Hdf5Dataset.sliced(
              "x", file, "gzip", "train/deep/y", Optional.of(List.of("a", "b", "c")));
      assertThat(whole.exampleShape()).isEqualTo(Shape.of(3, 5));
      assertThat(whole.classTargets().labels()).containsExactly(0, 1, 2, 0, 1, 2, 0);
      assertThat(sliced.classNames()).containsExactly("a", "b", "c");
      for (int[] examples : new int[][] {{0, 1, 2, 3, 4, 5, 6}, {6, 0, 3, 3}}) {
        assertThat(sliced.batch(examples).inputs().toFloatArray())
            .isEqualTo(whole.batch(examples).inputs().toFloatArray());
      }
      assertThat(sliced.contentHash()).isEqualTo(whole.contentHash());
      assertThat(Hdf5Dataset.groups(file, "train/deep/person").numbers())
          .containsExactly(5, 5, 6, 6, 7, 7, 7);
    }
  }

  @Test
  void arraysThatAreNone() throws IOException {
    try (Hdf5File file = Hdf5File.open(ARRAYS)) {
      refuses(
          () -> file.array("train/deep/z"),
          """
          hdf5: no such array
            file:       %s
            array:      train/deep/z
            looked for: z
            found:      person, x, y\
          """
              .formatted(ARRAYS));
      refuses(
          () -> file.array("train"),
          """
          hdf5: this is no array
            file:     %s
            array:    train
            expected: an array
            found:    a group\
          """
              .formatted(ARRAYS));
      refuses(
          () -> file.array("texts"),
          """
          hdf5: this is no array of numbers
            file:     %s
            array:    texts
            expected: whole or floating-point numbers along at least one axis
            found:    String\
          """
              .formatted(ARRAYS));
      refuses(
          () -> file.array("single"),
          """
          hdf5: this is no array of numbers
            file:     %s
            array:    single
            expected: whole or floating-point numbers along at least one axis
            found:    a single value\
          """
              .formatted(ARRAYS));
      refuses(
          () -> Hdf5Features.of(file.array("empty")),
          """
          hdf5: these are no examples
            file:     %s
            array:    empty
            expected: [N, …], at least one example
            found:    float [0, 3]\
          """
              .formatted(ARRAYS));
      assertThat(file.has("train/deep")).isTrue();
      assertThat(file.has("train/deep/x/more")).isFalse();
    }
  }

  /** An array of 512 GB that the file declares and does not hold. */
  @Test
  void vastArraysAreRefusedBeforeTheyAreRead() throws IOException {
    try (Hdf5File file = Hdf5File.open(ARRAYS)) {
      refuses(
          () -> file.array("vast"),
          """
          hdf5: the file is too short for the declared size
            file:     %s
            array:    vast
            expected: 549755813888 bytes of numbers
            found:    a file of 34256 bytes\
          """
              .formatted(ARRAYS));
      refuses(
          () -> file.array("vast_rows"),
          """
          hdf5: the declared size is too large
            file:     %s
            array:    vast_rows
            expected: at most 8 axes and 2147483631 bytes per row
            found:    4 x 1048576 x 1048576\
          """
              .formatted(ARRAYS));
    }
  }

  @Test
  void wellPackedZerosAreRead() throws IOException {
    try (Hdf5File file = Hdf5File.open(ZEROS)) {
      assertThat(file.array("x").rows(15, 1)).hasSize(1 << 20).containsOnly(0);
    }
  }

  @Test
  void missingEmptyAndOtherFiles() throws IOException {
    Path none = folder.resolve("none.h5");
    refuses(() -> Hdf5File.open(none), "hdf5: no such file\n  file: " + none);
    Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5 at all");
    assertThatThrownBy(() -> Hdf5File.open(text))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith("hdf5: this is no HDF5 file\n  file:    " + text + "\n  because: ");
  }

  @Test
  void labelsThatAreNone() throws IOException {
    try (Hdf5File file = Hdf5File.open(ARRAYS)) {
      refuses(
          () -> Hdf5Dataset.read("x", file, "gzip", "chunked", Optional.empty()),
          """
          hdf5: these are no labels
            file:     %s
            array:    chunked
            expected: [N] or [N, 1]
            found:    float [7, 3, 5]\
          """
              .formatted(ARRAYS));
      refuses(
          () -> Hdf5Dataset.read("x", file, "gzip", "train/deep/y", Optional.of(List.of("a", "b"))),
          """
          hdf5: a label is no class
            file:     %s
            array:    train/deep/y
            field:    label of example 2
            expected: a whole number from 0 to 1
            found:    2.0\
          """
              .formatted(ARRAYS));
    }
  }

  /** Cut anywhere, or with a byte changed anywhere: read or refused, never anything else. */
  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("src/test/resources/hdf5/windows.h5"));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    Path file = folder.resolve("damaged.h5");
    int refused = 0;
    for (int trial = 0; trial < 400; trial++) {
      byte[] damaged = whole.clone();
      if (trial % 4 == 0) {
        damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
      } else {
        for (int change = 0; change < trial % 4; change++) {
          damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
        }
      }
      Files.write(file, damaged);
      try (Hdf5File open = Hdf5File.open(file)) {
        Hdf5Array array = open.array("earthquakes");
        array.rows(0, (int) Math.min(array.rows(), 6));
        open.array("earthquakes_record").values();
      } catch (DataFileException told) {
        assertThat(told).hasMessageStartingWith("hdf5: ");
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 399);
  }

  @Test
  void aFileOfAnotherProgram() throws IOException {
    try (Hdf5File file = Hdf5File.open(RealData.at("seismic/seisbench_dummy_waveforms.hdf5"))) {
      assertThat(file.array("data/bucket1").dims()).containsExactly(10L, 3L, 1200L);
      assertThat(file.array("data/bucket1").rows(3, 2)).hasSize(7200);
    }
  }
}
