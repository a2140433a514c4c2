package dev.fovea.formats.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.core.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** The first output for some inputs, in order. */
  static Tensor run(Path file, Tensor... inputs) {
    return runAll(file, List.of(inputs)).getFirst();
  }

  /** All outputs for some inputs, in order. */
  static List<Tensor> runAll(Path file, List<Tensor> inputs) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = ENVIRONMENT.createSession(file.toString(), options)) {
        Map<String, OnnxTensor> given = new HashMap<>();
        List<String> names = List.copyOf(session.getInputNames());
        for (int i = 0; i < inputs.size(); i++) {
          given.put(names.get(i), tensor(inputs.get(i)));
        }
        List<Tensor> found = new ArrayList<>();
        try (OrtSession.Result result = session.run(given)) {
          for (Map.Entry<String, OnnxValue> output : result) {
            found.add(tensor((OnnxTensor) output.getValue()));
          }
        }
        return found;
      }
    } catch (OrtException refused) {
      throw new AssertionError(file + ": " + refused.getMessage(), refused);
    }
  }

  private static Tensor tensor(OnnxTensor output) {
    int[] dims = Arrays.stream(output.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
    int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    return switch (output.getInfo().type) {
      case FLOAT -> {
        float[] numbers = new float[size];
        output.getFloatBuffer().get(numbers);
        yield Tensor.of(numbers, dims);
      }
      case INT64 -> {
        long[] numbers = new long[size];
        output.getLongBuffer().get(numbers);
        yield Tensor.of(numbers, dims);
      }
      case BOOL -> {
        byte[] bytes = new byte[size];
        output.getByteBuffer().get(bytes);
        boolean[] numbers = new boolean[size];
        for (int i = 0; i < size; i++) {
          numbers[i] = bytes[i] != 0;
        }
        yield Tensor.of(numbers, dims);
      }
      default -> throw new AssertionError("an output of type " + output.getInfo().type);
    };
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
    return switch (x.dtype()) {
      case INT64 -> OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(x.toLongArray()), shape);
      case BOOL -> {
        ByteBuffer bytes = ByteBuffer.allocateDirect(x.shape().size());
        for (long value : x.toLongArray()) {
          bytes.put((byte) value);
        }
        yield OnnxTensor.createTensor(ENVIRONMENT, bytes.flip(), shape, OnnxJavaType.BOOL);
      }
      default -> OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(x.toFloatArray()), shape);
    };
  }
}
