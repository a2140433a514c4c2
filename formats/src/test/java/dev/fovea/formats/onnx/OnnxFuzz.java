package dev.fovea.formats.onnx;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Pass;
import dev.fovea.nn.network.GraphNetwork;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Any bytes as an ONNX file: a network whose shapes can be asked for, or an error of ours. */
public final class OnnxFuzz {
  private OnnxFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      GraphNetwork network = OnnxFile.parse(MemorySegment.ofArray(bytes), Optional.empty());
      if (network.input().isPresent()) {
        var input = network.input().orElseThrow();
        network.forward(
            Tensor.input(input.dtype(), input.example().insert(0, 3)), Pass.evaluation());
      }
    } catch (FormatException | ShapeError refused) {
      String message = refused.getMessage();
      if (message == null || message.isBlank()) {
        throw new AssertionError("an error that says nothing", refused);
      }
    }
  }
}
