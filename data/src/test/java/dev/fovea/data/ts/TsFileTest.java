package dev.fovea.data.ts;

import static dev.fovea.data.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsFileTest {
  private static final String HEADER =
      """
      # A comment, as the archives have them.
      @problemName Motions
      @timeStamps false
      @missing false
      @univariate false
      @dimensions 2
      @equalLength true
      @seriesLength 3
      @classLabel true Standing Running
      @data
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("motions.ts"), text);
  }

  private static Dataset read(Path file) throws IOException {
    return TsFile.read("motions", file, Optional.empty());
  }

  @Test
  void multivariate() throws IOException {
    Dataset data = read(file(HEADER + "1,2,3:4,5,6:Running\n-1.5, 2e1,3:4,5,6: Standing\r\n\n"));
    assertThat(data.exampleShape()).isEqualTo(Shape.of(2, 3));
    assertThat(data.classNames()).containsExactly("Standing", "Running");
    assertThat(data.classTargets().labels()).containsExactly(1, 0);
    assertThat(data.all().inputs().toFloatArray())
        .containsExactly(1, 2, 3, 4, 5, 6, -1.5f, 20, 3, 4, 5, 6);
  }

  @Test
  void univariateWithTheClassesOfTheTrainingSet() throws IOException {
    Path file = file("@classLabel true 1 2 3\n@data\n1,2,3,4:3\n");
    Dataset data = TsFile.read("x", file, Optional.of(List.of("3", "2", "1")));
    assertThat(data.exampleShape()).isEqualTo(Shape.of(1, 4));
    assertThat(data.classTargets().labels()).containsExactly(0);
  }

  @Test
  void unequalLengthsAreRefusedOrPadded() throws IOException {
    Path file = file(HEADER + "1,2,3:4,5,6:Running\n1,2:3,4,5,6:Standing\n");
    refuses(
        () -> read(file),
        """
        ts: the series differ in length
          file:      %s
          line:      12
          dimension: 1
          expected:  3 numbers, as the first series
          found:     2 numbers
          hint:      they can be padded with zeros\
        """
            .formatted(file));
    Dataset longest = TsFile.readPadded("x", file, Optional.empty(), 0);
    assertThat(longest.exampleShape()).isEqualTo(Shape.of(2, 4));
    assertThat(longest.all().inputs().toFloatArray())
        .containsExactly(1, 2, 3, 0, 4, 5, 6, 0, 1, 2, 0, 0, 3, 4, 5, 6);
    assertThat(TsFile.readPadded("x", file, Optional.empty(), 9).exampleShape())
        .isEqualTo(Shape.of(2, 9));
    refuses(
        () -> TsFile.readPadded("x", file, Optional.empty(), 3),
        """
        ts: a series is too long
          file:     %s
          expected: at most 3 numbers
          found:    4\
        """
            .formatted(file));
  }

  @Test
  void missingNumbers() throws IOException {
    Path file = file(HEADER + "1,2,3:4,?,6:Running\n");
    refuses(
        () -> read(file),
        """
        ts: a number is missing
          file:      %s
          line:      11
          dimension: 2
          position:  2
          expected:  a finite number
          found:     ?\
        """
            .formatted(file));
  }

  @Test
  void seriesThatAreNone() throws IOException {
    Path file = file(HEADER + "1,2,3:Running\n1,2,3:4,5,6:Running\n");
    refuses(
        () -> read(file),
        """
        ts: a series has another number of dimensions
          file:     %s
          line:     12
          expected: 1
          found:    2\
        """
            .formatted(file));
    file(HEADER + "Running\n");
    refuses(
        () -> read(file),
        """
        ts: this is no series
          file:     %s
          line:     11
          expected: numbers, a colon and a class; 1 to 65536 dimensions
          found:    Running\
        """
            .formatted(file));
    file(HEADER + "1,2,3:4,5,6:Flying\n");
    refuses(
        () -> read(file),
        """
        ts: a label is no class
          file:     %s
          line:     11
          expected: one of Standing, Running
          found:    Flying\
        """
            .formatted(file));
  }

  @Test
  void kindsThatCannotBeRead() throws IOException {
    Path file = file("@timeStamps true\n@data\n(1,2):a\n");
    refuses(
        () -> read(file),
        """
        ts: such series cannot be read
          file:     %s
          line:     1
          expected: series without time stamps
          found:    @timeStamps true\
        """
            .formatted(file));
    file("@targetlabel true\n@data\n1,2:3.5\n");
    refuses(
        () -> read(file),
        """
        ts: such series cannot be read
          file:     %s
          line:     1
          expected: series with classes
          found:    @targetlabel true\
        """
            .formatted(file));
  }

  @Test
  void noSeriesAndOtherFiles() throws IOException {
    Path file = file(HEADER);
    refuses(
        () -> read(file),
        """
        ts: there are no series
          file:     %s
          expected: lines below @data
          found:    none\
        """
            .formatted(file));
    file("a,b,c\n1,2,3\n");
    refuses(
        () -> read(file),
        """
        ts: this is no .ts file
          file:     %s
          line:     1
          expected: a line that starts with # or @, up to @data
          found:    a,b,c\
        """
            .formatted(file));
    file("@".repeat(1 << 20));
    refuses(
        () -> read(file),
        """
        ts: a line is too long
          file:     %s
          line:     1
          expected: at most 65536 characters
          found:    more\
        """
            .formatted(file));
  }
}
