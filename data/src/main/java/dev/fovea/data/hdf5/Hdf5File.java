package dev.fovea.data.hdf5;

import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import dev.fovea.data.source.SourceFile;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An HDF5 file, open for its arrays. Nothing is read before it is asked for.
 *
 * <pre>{@code
 * try (Hdf5File file = Hdf5File.open(path)) {
 *   float[] first = file.array("waveforms").rows(0, 10);
 * }
 * }</pre>
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format specification, version 3</a>
 */
public final class Hdf5File implements AutoCloseable {
  private static final String WHAT = "hdf5";
  private static final int MOST_LISTED = 50;

  private final SourceFile source;
  private final HdfFile file;

  private Hdf5File(SourceFile source, HdfFile file) {
    this.source = source;
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws DataFileException if it is missing, or no HDF5
   */
  public static Hdf5File open(Path path) throws IOException {
    SourceFile source = SourceFile.of(path, WHAT);
    return new Hdf5File(
        source, guarded(source.problem("this is no HDF5 file"), () -> opened(source)));
  }

  /**
   * A file as memory cannot be read beyond its end, nor leads into other files, as one read through
   * a channel may; but a buffer holds no more than 2 GB.
   */
  private static HdfFile opened(SourceFile source) throws IOException {
    if (source.bytes() > Integer.MAX_VALUE) {
      return new HdfFile(source.path());
    }
    try (FileChannel channel = FileChannel.open(source.path(), StandardOpenOption.READ)) {
      return HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, source.bytes()));
    }
  }

  /** Where it is. */
  public Path path() {
    return source.path();
  }

  /**
   * An array of numbers by its path, such as {@code data/bucket0}.
   *
   * @throws DataFileException if there is none, or it holds no numbers
   */
  public Hdf5Array array(String path) throws IOException {
    Node node = find(path);
    if (!(node instanceof Dataset stored)) {
      throw new DataFileException(
          problem("this is no array", path).with("expected", "an array").with("found", kind(node)));
    }
    return guarded(problem("the array is damaged", path), () -> Hdf5Array.of(this, path, stored));
  }

  /** Whether the file has something of this path. */
  public boolean has(String path) throws IOException {
    return guarded(
        problem("the file is damaged", path),
        () -> {
          Node at = file;
          for (String name : names(path)) {
            Node next = at instanceof Group group ? group.getChild(name) : null;
            if (next == null) {
              return false;
            }
            at = next;
          }
          return true;
        });
  }

  private Node find(String path) throws IOException {
    Node at = file;
    for (String name : names(path)) {
      Node here = at;
      Problem damaged = problem("the file is damaged", path);
      List<String> children =
          guarded(
              damaged,
              () ->
                  here instanceof Group group
                      ? List.copyOf(group.getChildren().keySet())
                      : List.of());
      if (!children.contains(name)) {
        List<String> listed = new ArrayList<>(children);
        listed.sort(null);
        String found =
            listed.isEmpty()
                ? "nothing"
                : String.join(", ", listed.subList(0, Math.min(MOST_LISTED, listed.size())));
        throw new DataFileException(
            problem("no such array", path).with("looked for", name).with("found", found));
      }
      at = guarded(damaged, () -> ((Group) here).getChild(name));
    }
    return at;
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/", -1)).filter(name -> !name.isEmpty()).toList();
  }

  private static String kind(Node node) {
    return node instanceof Group ? "a group" : "something else";
  }

  Problem problem(String headline, String array) {
    return source.problem(headline).with("array", array);
  }

  long bytes() {
    return source.bytes();
  }

  /** What the library does. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /** Whatever the library throws over a damaged file becomes one error. */
  static <T> T guarded(Problem problem, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (RuntimeException | StackOverflowError | AssertionError damaged) {
      throw new DataFileException(problem.with("because", reason(damaged)), damaged);
    }
  }

  private static String reason(Throwable damaged) {
    Throwable cause = damaged;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    file.close();
  }
}
