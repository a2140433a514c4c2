package dev.fovea.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void replacesWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    WholeFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertOnly(file);
  }

  @Test
  void keepsTheOldFileWhenTheDiskIsFull() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    WholeFile.Content failing =
        out -> {
          out.write(new byte[200_000]);
          throw new IOException("No space left on device");
        };
    assertThatThrownBy(() -> WholeFile.write(file, failing)).hasMessage("No space left on device");
    assertThat(file).hasContent("old");
    assertOnly(file);
  }

  @Test
  void leavesNoTraceWhenItCannotTakeTheName() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("inside"), "kept");
    assertThatThrownBy(() -> WholeFile.write(taken, "new")).isInstanceOf(IOException.class);
    assertThat(taken.resolve("inside")).hasContent("kept");
    assertOnly(taken);
  }

  @Test
  void canBeReadByWhomOtherNewFilesCanBeRead() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "text");
    Path whole = folder.resolve("whole");
    WholeFile.write(whole, "text");
    assertThat(Files.getPosixFilePermissions(whole))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  private void assertOnly(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
