package dev.fovea.bench.rival;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.side.Contender;
import dev.fovea.bench.side.SideProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** libtorch through DJL. */
public final class DjlSide implements Contender {
  private DjlSide() {}

  /**
   * Does what {@link SideProgram#run} is told; threads are set by {@code
   * ai.djl.pytorch.num_threads}.
   */
  public static void main(String... arguments) throws IOException {
    SideProgram.run(new DjlSide(), arguments);
  }

  @Override
  public String engine() {
    return "libtorch "
        + Engine.getInstance().getVersion()
        + " through DJL "
        + Engine.getDjlVersion();
  }

  @Override
  public Training training(Workload workload, int batch, boolean hasDropout) {
    return new DjlTraining(workload, batch, hasDropout);
  }

  @Override
  public Prediction prediction(Workload workload, int batch) {
    NDManager memory = NDManager.newBaseManager();
    return prediction(DjlModel.fresh(memory, workload.network(), true), memory, workload, batch);
  }

  private static Prediction prediction(
      DjlModel model, NDManager memory, Workload workload, int batch) {
    NDArray x = inputs(memory, workload, 0, batch);
    return () -> {
      try (NDManager scratch = memory.newSubManager()) {
        x.attach(scratch);
        float[] outputs = model.forward(x, false).toFloatArray();
        x.attach(memory);
        return outputs;
      }
    };
  }

  /** In DJL's own format of named arrays. */
  @Override
  public void save(Workload workload, Path file) throws IOException {
    try (NDManager memory = NDManager.newBaseManager();
        OutputStream out = Files.newOutputStream(file)) {
      NDList all = new NDList();
      DjlModel.fresh(memory, workload.network(), true)
          .weights()
          .forEach((path, weight) -> {
            weight.setName(path);
            all.add(weight);
          });
      all.encode(out);
    }
  }

  @Override
  public Prediction saved(Workload workload, Path file) throws IOException {
    NDManager memory = NDManager.newBaseManager();
    try (InputStream in = Files.newInputStream(file)) {
      NDList all = NDList.decode(memory, in);
      return prediction(DjlModel.of(memory, workload.network(), all), memory, workload, 1);
    }
  }

  static NDArray inputs(NDManager manager, Workload workload, int number, int examples) {
    List<Integer> shape = new ArrayList<>(List.of(examples));
    shape.addAll(workload.network().input());
    return manager.create(workload.inputs(number, examples), DjlModel.shape(shape));
  }
}
