package dev.fovea.bench.rival;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.side.Contender;
import dev.fovea.bench.side.SideProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** ONNX Runtime, which predicts. */
public final class OnnxSide implements Contender {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final int threads;

  private OnnxSide(int threads) {
    this.threads = threads;
  }

  /** Does what {@link SideProgram#run} is told. */
  public static void main(String... arguments) throws IOException {
    SideProgram.run(new OnnxSide(Integer.parseInt(arguments[0])), arguments);
  }

  @Override
  public String engine() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public Training training(Workload workload, int batch, boolean hasDropout) {
    throw new UnsupportedOperationException("ONNX Runtime only predicts");
  }

  @Override
  public Prediction prediction(Workload workload, int batch) {
    return prediction(OnnxModel.of(workload.network(), batch), workload, batch);
  }

  @Override
  public void save(Workload workload, Path file) throws IOException {
    Files.write(file, OnnxModel.of(workload.network(), 1));
  }

  @Override
  public Prediction saved(Workload workload, Path file) throws IOException {
    return prediction(Files.readAllBytes(file), workload, 1);
  }

  private Prediction prediction(byte[] model, Workload workload, int batch) {
    try {
      OrtSession session = environment.createSession(model, options());
      Map<String, OnnxTensor> inputs =
          Map.of(
              OnnxModel.INPUT,
              OnnxTensor.createTensor(
                  environment, direct(workload.inputs(0, batch)), shape(workload, batch)));
      return () -> run(session, inputs);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    return options;
  }

  private static float[] run(OrtSession session, Map<String, OnnxTensor> inputs) {
    try (OrtSession.Result result = session.run(inputs)) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] outputs = new float[values.remaining()];
      values.get(outputs);
      return outputs;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatBuffer direct(float[] values) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(values).flip();
    return buffer;
  }

  private static long[] shape(Workload workload, int batch) {
    List<Integer> example = workload.network().input();
    return LongStream.concat(LongStream.of(batch), example.stream().mapToLong(Integer::longValue))
        .toArray();
  }
}
