package dev.fovea.plot.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final byte[] BYTES = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void leavesNoTraceWhenItCannotTakeTheName() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken.svg"));
    Files.writeString(taken.resolve("inside"), "kept");
    assertThatThrownBy(() -> WholeFile.write(taken, BYTES))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + taken + ": ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
    assertThat(taken.resolve("inside")).hasContent("kept");
  }

  @Test
  void canBeReadByWhomOtherNewFilesCanBeRead() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), BYTES);
    Path whole = folder.resolve("whole");
    WholeFile.write(whole, BYTES);
    assertThat(Files.getPosixFilePermissions(whole))
        .isEqualTo(Files.getPosixFilePermissions(plain));
    assertThat(whole).hasBinaryContent(BYTES);
  }
}
