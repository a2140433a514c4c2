package dev.fovea.formats;

import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.TensorSource;
import dev.fovea.files.bytes.MappedFile;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.files.numpy.NpzFile;
import dev.fovea.files.pytorch.PyTorchFile;
import dev.fovea.files.safetensors.SafetensorsFile;
import dev.fovea.files.zip.ZipArchive;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of files that hold tensors by name. */
public enum Container {
  /** Our own model file; its tensors are the weights. */
  FOVEA(ModelFile.EXTENSION),
  /** Hugging Face's safetensors. */
  SAFETENSORS(SafetensorsFile.EXTENSION),
  /** Files of {@code torch.save}. */
  PYTORCH(PyTorchFile.EXTENSION, ".pth", ".th"),
  /** Files of {@code numpy.savez}. */
  NPZ(NpzFile.EXTENSION),
  /** Files of {@code numpy.save}: one array. */
  NPY(NpyFile.EXTENSION);

  private static final int PICKLE = 0x80;
  private static final int NUMPY = 0x93;

  private final List<String> extensions;

  Container(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /** How names of such files end; the most common ending first. */
  public List<String> extensions() {
    return extensions;
  }

  /** The kind of file whose name ends like this one, if it is known. */
  public static Optional<Container> named(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(container -> container.extensions.stream().anyMatch(name::endsWith))
        .findFirst();
  }

  /**
   * The kind of a file, by its first bytes and, in a zip file, its entries; names are not asked.
   *
   * @throws FormatException naming the file, if it is none of these
   */
  public static Container of(Path file) throws IOException {
    return MappedFile.read(file, "container", Container::of);
  }

  private static Container of(MemorySegment bytes) throws FormatException {
    if (ZipArchive.isZip(bytes)) {
      Set<String> names = ZipArchive.of(bytes, "container").members().keySet();
      if (names.contains(Archive.MODEL)) {
        return FOVEA;
      }
      if (names.stream().anyMatch(name -> name.endsWith("data.pkl"))) {
        return PYTORCH;
      }
      if (names.stream().allMatch(name -> name.endsWith(NpyFile.EXTENSION))) {
        return NPZ;
      }
    } else if (bytes.byteSize() > Long.BYTES) {
      if (bytes.get(ValueLayout.JAVA_BYTE, Long.BYTES) == '{') {
        return SAFETENSORS;
      }
      int first = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, 0));
      if (first == PICKLE || first == NUMPY) {
        return first == PICKLE ? PYTORCH : NPY;
      }
    }
    throw FormatException.of("container: this is no file of tensors that is known here")
        .fact("expected", "a model file, safetensors, a file of torch.save or of NumPy")
        .fact("found", bytes.byteSize() + " bytes of something else");
  }

  /**
   * Opens a file of this kind.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public TensorSource open(Path file) throws IOException {
    return switch (this) {
      case FOVEA -> Archive.open(file);
      case SAFETENSORS -> SafetensorsFile.open(file);
      case PYTORCH -> PyTorchFile.open(file);
      case NPZ -> NpzFile.open(file);
      case NPY -> NpyFile.open(file);
    };
  }

  /** Whether tensors alone make such a file: a model file needs its layers too. */
  public boolean canBeWritten() {
    return this == SAFETENSORS || this == PYTORCH || this == NPZ;
  }

  /**
   * Writes a file of this kind, whole or not at all. Metadata is kept in safetensors alone.
   *
   * @throws FormatException naming the file
   * @throws IllegalStateException if it {@linkplain #canBeWritten cannot be written}
   */
  public void write(Path file, NamedTensors contents) throws IOException {
    switch (this) {
      case SAFETENSORS -> SafetensorsFile.write(file, contents);
      case PYTORCH -> PyTorchFile.write(file, contents);
      case NPZ -> NpzFile.write(file, contents);
      case FOVEA, NPY -> throw new IllegalStateException("tensors alone make no " + this + " file");
    }
  }
}
