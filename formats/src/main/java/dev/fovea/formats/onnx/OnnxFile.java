package dev.fovea.formats.onnx;

import dev.fovea.core.Tensor;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.AtomicFile;
import dev.fovea.files.bytes.MappedFile;
import dev.fovea.formats.onnx.proto.ModelProto;
import dev.fovea.formats.onnx.proto.TensorProto;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Networks in ONNX files.
 *
 * <pre>{@code
 * GraphNetwork net = OnnxFile.read(Path.of("mnist-8.onnx"));
 * Tensor logits = net.predict(images);
 * }</pre>
 *
 * <p>Operator sets 1 to 23 are read as far as convolutional and dense networks go. Initializers of
 * real numbers become parameters under their names; running means and variances become buffers;
 * what follows from constants alone is computed once. A batch of fixed size is freed: a {@code
 * Reshape} written for it follows the batch that comes.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">the format</a>
 */
public final class OnnxFile {
  /** How names of such files end. */
  public static final String EXTENSION = ".onnx";

  private static final String WHAT = "onnx";

  private OnnxFile() {}

  /**
   * Reads a network.
   *
   * @throws FormatException naming the file, and the node or place with what was expected and what
   *     was found; an operator that is not known is named with its node
   */
  public static GraphNetwork read(Path file) throws IOException {
    Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
    return MappedFile.read(file, WHAT, bytes -> parse(bytes, folder));
  }

  /**
   * Makes a network of the bytes of a file.
   *
   * @param folder where tensors in other files are looked for
   */
  static GraphNetwork parse(MemorySegment bytes, Optional<Path> folder) throws FormatException {
    return GraphImport.of(ModelProto.parse(bytes, folder));
  }

  /**
   * Reads a file of one tensor, as the test data of ONNX have them ({@code .pb}).
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static Tensor readTensor(Path file) throws IOException {
    return MappedFile.read(file, WHAT, bytes -> TensorProto.parse(bytes).read());
  }

  /**
   * Writes a model, whole or not at all: in evaluation mode, without dropout, the batch open, in
   * operator set 17 or that of the file the model came from. Initializers have the paths of
   * parameters.
   *
   * @throws dev.fovea.core.shape.ShapeError naming a layer that ONNX cannot hold
   * @throws FormatException naming the file, if it cannot be written
   */
  public static void write(Path file, Model model) throws IOException {
    write(file, model, FloatWidth.UNCHANGED);
  }

  /**
   * Writes a model with its parameters in another width; they are widened again as the model runs.
   *
   * @throws FormatException naming the file, and a parameter that does not fit the width
   */
  public static void write(Path file, Model model, FloatWidth width) throws IOException {
    ModelExport export = ModelExport.of(model, width);
    AtomicFile.write(file, export::write);
  }

  /**
   * Whether a file is an ONNX model, by its content.
   *
   * @throws FormatException naming the file, if it cannot be read
   */
  public static boolean isOne(Path file) throws IOException {
    return MappedFile.read(file, WHAT, ModelProto::mayBe);
  }
}
