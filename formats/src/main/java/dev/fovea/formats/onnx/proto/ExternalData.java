package dev.fovea.formats.onnx.proto;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import dev.fovea.files.bytes.ElementView;
import dev.fovea.files.bytes.MappedFile;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a tensor lies in another file. Only files in the model's folder are opened, links followed.
 *
 * @param folder the folder of the model, if it comes from a file
 * @param place {@code location}, and {@code offset} and {@code length} in bytes if given
 */
record ExternalData(Optional<Path> folder, Map<String, String> place) {
  private static final String WHAT = "onnx: external data";

  Tensor read(Shape shape, StoredType type) throws FormatException {
    Path file = file();
    long bytes = (long) shape.size() * type.bytes();
    long offset = number("offset", 0);
    long length = number("length", bytes);
    if (length != bytes) {
      throw FormatException.of(WHAT + " does not fill the tensor")
          .fact("expected", bytes + " bytes")
          .fact("found", length + " bytes");
    }
    return MappedFile.read(
        file,
        "onnx",
        there -> {
          if (offset > there.byteSize() - bytes) {
            throw FormatException.of(WHAT + " reaches beyond its file")
                .fact("expected", bytes + " bytes from " + offset)
                .fact("found", "a file of " + there.byteSize() + " bytes");
          }
          return ElementView.rows(type, ByteOrder.LITTLE_ENDIAN, shape, offset).read(there);
        });
  }

  private long number(String key, long otherwise) throws FormatException {
    String text = place.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw FormatException.of(WHAT + " has a place that is no number")
        .fact("field", key)
        .fact("expected", "a number of at least 0")
        .fact("found", text);
  }

  private Path file() throws FormatException {
    String location = place.getOrDefault("location", "");
    if (folder.isEmpty()) {
      throw outside(location, "no folder: the model is not read from a file");
    }
    try {
      Path root = folder.orElseThrow().toAbsolutePath().toRealPath();
      Path relative = Path.of(location);
      Path file = root.resolve(relative).normalize();
      if (location.isEmpty() || relative.isAbsolute() || !file.startsWith(root)) {
        throw outside(location, "a file in " + root);
      }
      Path real = file.toRealPath();
      if (!real.startsWith(root)) {
        throw outside(location, "a file in " + root + ", links followed");
      }
      return real;
    } catch (InvalidPathException _) {
      throw outside(location, "the name of a file");
    } catch (FormatException refused) {
      throw refused;
    } catch (IOException missing) {
      throw FormatException.of(WHAT + " cannot be read")
          .fact("location", location)
          .fact("reason", "there is no such file beside the model")
          .causedBy(missing);
    }
  }

  private static FormatException outside(String location, String expected) {
    return FormatException.of(WHAT + " outside the model's folder is not read")
        .fact("expected", expected)
        .fact("found", location);
  }
}
