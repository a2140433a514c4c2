package dev.fovea.data.csv;

import static dev.fovea.data.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  private static final String IRIS =
      """
      length,width,species
      5.1,3.5,setosa
      "7.0", 3.2 ,versicolor
      6.3,-1e-3,"setosa"
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private static Examples read(Path file, CsvLayout layout) throws IOException {
    return CsvTable.read("table", file, layout, Optional.empty(), Optional.empty());
  }

  @Test
  void classInTheLastColumn() throws IOException {
    Dataset data = read(file(IRIS), CsvLayout.standard()).data();
    assertThat(data.exampleShape()).isEqualTo(Shape.of(2));
    assertThat(data.classNames()).containsExactly("setosa", "versicolor");
    assertThat(data.classTargets().labels()).containsExactly(0, 1, 0);
    assertThat(data.all().inputs().toFloatArray())
        .containsExactly(5.1f, 3.5f, 7, 3.2f, 6.3f, -0.001f);
  }

  @Test
  void columnsChosenByName() throws IOException {
    Path file = file("who;a;kind;b\nann;1;10;2\nbob;3;9;4\nann;5;10;6\n");
    CsvLayout layout =
        CsvLayout.standard().separator(';').label("kind").features("b", "a").group("who");
    Examples read = read(file, layout);
    assertThat(read.data().all().inputs().toFloatArray()).containsExactly(2, 1, 4, 3, 6, 5);
    assertThat(read.data().classNames()).containsExactly("9", "10");
    assertThat(read.groups().orElseThrow().numbers()).containsExactly(0, 1, 0);
  }

  @Test
  void withoutHeaderAndShaped() throws IOException {
    Path file = file("1,1,2,3,4\n0,5,6,7,8\n");
    Dataset data =
        CsvTable.read(
                "table",
                file,
                CsvLayout.standard().headless().label("1"),
                Optional.empty(),
                Optional.of(Shape.of(1, 2, 2)))
            .data();
    assertThat(data.exampleShape()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(data.classNames()).containsExactly("0", "1");
    assertThat(data.classTargets().labels()).containsExactly(1, 0);
    assertThat(data.batch(1).inputs().toFloatArray()).containsExactly(5, 6, 7, 8);
  }

  @Test
  void compressed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(IRIS.getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("iris.csv.gz"), bytes.toByteArray());
    assertThat(read(file, CsvLayout.standard()).data().size()).isEqualTo(3);
    Path cut =
        Files.write(
            folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));
    refuses(
        () -> read(cut, CsvLayout.standard()),
        """
        csv: the gzip stream is damaged or cut off
          file:  %s
          found: the compressed stream breaks off\
        """
            .formatted(cut));
  }

  @Test
  void valuesThatAreNoNumbers() throws IOException {
    Path file = file("a,b,c\n1,2,x\n1,,y\n");
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: a value is no number
          file:     %s
          line:     3
          column:   b
          expected: a finite number
          found:    nothing\
        """
            .formatted(file));
    file("a,b,c\n1,2,x\n1e99,2,y\n");
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: a value is no number
          file:     %s
          line:     3
          column:   a
          expected: a finite number
          found:    1e99\
        """
            .formatted(file));
  }

  @Test
  void linesOfOtherLengths() throws IOException {
    Path file = file("a,b,c\n1,2,x\n1,2\n");
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: a line has another number of values
          file:     %s
          line:     3
          expected: 3
          found:    2\
        """
            .formatted(file));
  }

  @Test
  void columnsThatAreNotThere() throws IOException {
    Path file = file(IRIS);
    refuses(
        () -> read(file, CsvLayout.standard().label("Species")),
        """
        csv: there is no such column
          file:     %s
          expected: Species
          found:    length, width, species\
        """
            .formatted(file));
    file("a,a,b\n1,2,x\n");
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: two columns have the same name
          file:  %s
          line:  1
          found: a\
        """
            .formatted(file));
    file("a\n1\n");
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: the table has too few columns or too many
          file:     %s
          line:     1
          expected: 2 to 1048576, one of them the class
          found:    1\
        """
            .formatted(file));
  }

  @Test
  void labelsThatAreNoClasses() throws IOException {
    Path file = file(IRIS);
    refuses(
        () ->
            CsvTable.read(
                "x",
                file,
                CsvLayout.standard(),
                Optional.of(List.of("setosa", "virginica")),
                Optional.empty()),
        """
        csv: a label is no class
          file:     %s
          line:     3
          expected: one of setosa, virginica
          found:    versicolor\
        """
            .formatted(file));
  }

  @Test
  void noLinesAndNoText() throws IOException {
    Path file = file("a,b,c\n");
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: there are no examples
          file:     %s
          expected: lines below the header
          found:    none\
        """
            .formatted(file));
    Files.write(file, new byte[] {'a', ',', 'b', '\n', (byte) 0xff, (byte) 0xfe, ',', '1', '\n'});
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: this is no text
          file:     %s
          expected: UTF-8
          found:    bytes that are none\
        """
            .formatted(file));
  }

  @Test
  void aFieldWithoutEndTakesNoMemory() throws IOException {
    Path file = file("a,b\n1,\"" + "x".repeat(3 << 20) + "\n");
    refuses(
        () -> read(file, CsvLayout.standard()),
        """
        csv: this is no table
          file:    %s
          because: The maximum buffer size of 1048576 is insufficient to read the data of a single field. This issue typically arises when a quotation begins but does not conclude within the confines of this buffer's maximum limit. (record starting at line 2)\
        """
            .formatted(file));
  }
}
