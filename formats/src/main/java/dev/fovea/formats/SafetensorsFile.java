package dev.fovea.formats;

import dev.fovea.core.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Named tensors in a file, as Hugging Face's safetensors has them: no code, only numbers.
 *
 * <pre>{@code
 * model.load(SafetensorsFile.read(file).tensors());
 * SafetensorsFile.of(model.snapshot()).write(file);
 * }</pre>
 *
 * <p>Read are {@code F64 F32 I64 I32 U8 BOOL}, and {@code F16 BF16}, which become float32. Names
 * keep the order of the file's header.
 *
 * @param tensors the tensors by name
 * @param metadata texts by name
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record SafetensorsFile(
    SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
  public SafetensorsFile {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }

  /** Tensors without metadata. */
  public static SafetensorsFile of(SequencedMap<String, Tensor> tensors) {
    return new SafetensorsFile(tensors, new LinkedHashMap<>());
  }

  /**
   * Reads a file. Every length is checked before memory is taken, so that it never takes more than
   * a few times the size of the file.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static SafetensorsFile read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      SafetensorsStream stream = SafetensorsStream.open(in, Files.size(file));
      return new SafetensorsFile(stream.tensors(), stream.header().metadata());
    } catch (FormatException wrong) {
      throw wrong.within("file", file);
    } catch (IOException failed) {
      throw FormatException.of("safetensors: the file cannot be read")
          .fact("file", file)
          .fact("reason", AtomicFile.reason(failed))
          .causedBy(failed);
    }
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @throws FormatException naming the file
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, out -> SafetensorsStream.write(tensors, metadata, out));
  }
}
