package dev.fovea.bench.fovea;

import dev.fovea.bench.network.Workload;
import dev.fovea.bench.side.Contender;
import dev.fovea.bench.side.SideProgram;
import dev.fovea.core.Engine;
import dev.fovea.core.Tensor;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fovea's side: predicts and trains as a user's program does. */
public final class FoveaSide implements Contender {
  private FoveaSide() {}

  /** Does what {@link SideProgram#run} is told. */
  public static void main(String... arguments) throws IOException {
    Engine.select(Engine.best().withThreads(Integer.parseInt(arguments[0])));
    SideProgram.run(new FoveaSide(), arguments);
  }

  @Override
  public String engine() {
    return Engine.current().description();
  }

  @Override
  public Training training(Workload workload, int batch, boolean hasDropout) {
    return new CompiledTraining(workload, batch, hasDropout);
  }

  @Override
  public Map<String, Training> otherTrainings(Workload workload, int batch) {
    return Map.of("open loop", new OpenTraining(workload, batch));
  }

  @Override
  public Prediction prediction(Workload workload, int batch) {
    Predictor predictor = FoveaModel.of(workload.network(), true).predictor();
    Tensor x = inputs(workload, 0, batch);
    return () -> predictor.predict(x).toFloatArray();
  }

  @Override
  public Map<String, Prediction> otherPredictions(Workload workload, int batch) {
    Layer model = FoveaModel.of(workload.network(), true);
    Tensor x = inputs(workload, 0, batch);
    return Map.of("recorded anew", () -> model.predict(x).toFloatArray());
  }

  @Override
  public void save(Workload workload, Path file) throws IOException {
    ModelFile.save(file, FoveaModel.of(workload.network(), true), ModelCard.empty());
  }

  @Override
  public Prediction saved(Workload workload, Path file) throws IOException {
    Layer model = ModelFile.load(file).model();
    Tensor x = inputs(workload, 0, 1);
    return () -> model.predict(x).toFloatArray();
  }

  static Tensor inputs(Workload workload, int number, int examples) {
    List<Integer> shape = new ArrayList<>(List.of(examples));
    shape.addAll(workload.network().input());
    return Tensor.wrap(workload.inputs(number, examples), FoveaModel.dims(shape));
  }
}
