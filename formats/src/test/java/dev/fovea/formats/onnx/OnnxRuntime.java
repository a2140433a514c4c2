package dev.fovea.formats.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.DType;
import dev.fovea.core.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What ONNX Runtime makes of a file. */
final class OnnxRuntime {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private OnnxRuntime() {}

  /** The only output for some inputs, in order. */
  static Tensor run(Path file, Tensor... inputs) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = ENVIRONMENT.createSession(file.toString(), options)) {
        Map<String, OnnxTensor> given = new HashMap<>();
        List<String> names = List.copyOf(session.getInputNames());
        for (int i = 0; i < inputs.length; i++) {
          given.put(names.get(i), tensor(inputs[i]));
        }
        try (OrtSession.Result result = session.run(given)) {
          OnnxTensor output = (OnnxTensor) result.get(0);
          int[] dims =
              Arrays.stream(output.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
          FloatBuffer values = output.getFloatBuffer();
          float[] numbers = new float[values.remaining()];
          values.get(numbers);
          return Tensor.of(numbers, dims);
        }
      }
    } catch (OrtException refused) {
      throw new AssertionError(file + ": " + refused.getMessage(), refused);
    }
  }

  /** The names of inputs and outputs. */
  static Set<String> names(Path file) {
    try (OrtSession session = ENVIRONMENT.createSession(file.toString())) {
      Set<String> names = new LinkedHashSet<>(session.getInputNames());
      names.addAll(session.getOutputNames());
      return names;
    } catch (OrtException refused) {
      throw new AssertionError(refused);
    }
  }

  private static OnnxTensor tensor(Tensor x) throws OrtException {
    long[] shape = Arrays.stream(x.shape().dims()).asLongStream().toArray();
    return x.dtype() == DType.INT64
        ? OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(x.toLongArray()), shape)
        : OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(x.toFloatArray()), shape);
  }
}
