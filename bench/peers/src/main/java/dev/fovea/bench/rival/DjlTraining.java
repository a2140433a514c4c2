package dev.fovea.bench.rival;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.fovea.bench.network.Rule;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.side.Contender.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Training by DJL's gradient collector and optimizers, whose updates are one native call a
 * parameter.
 */
final class DjlTraining implements Training {
  private final Workload workload;
  private final int examples;
  private final boolean hasDropout;
  private final Engine engine = Engine.getInstance();
  private final NDManager data = NDManager.newBaseManager();
  private final List<NDArray> inputs = new ArrayList<>();
  private final List<NDArray> targets = new ArrayList<>();
  private NDManager memory = NDManager.newBaseManager();
  private DjlModel model;
  private Optimizer optimizer;
  private int next;

  DjlTraining(Workload workload, int examples, boolean hasDropout) {
    this.workload = workload;
    this.examples = examples;
    this.hasDropout = hasDropout;
    for (int batch = 0; batch < Workload.BATCHES; batch++) {
      inputs.add(DjlSide.inputs(data, workload, batch, examples));
      targets.add(targets(batch));
    }
    model = model();
    optimizer = optimizer();
  }

  /** What is multiplied with log-probabilities, and for one logit the answers. */
  private NDArray targets(int batch) {
    NDArray classes = data.create(workload.targets(batch, examples));
    return workload.isBinary()
        ? classes.toType(DataType.FLOAT32, false).reshape(examples, 1)
        : classes.reshape(new Shape(examples, 1));
  }

  private DjlModel model() {
    DjlModel fresh = DjlModel.fresh(memory, workload.network(), hasDropout);
    fresh.weights().values().forEach(weight -> weight.setRequiresGradient(true));
    return fresh;
  }

  private Optimizer optimizer() {
    return switch (workload.rule()) {
      case Rule.Adam adam ->
          Optimizer.adam()
              .optLearningRateTracker(Tracker.fixed((float) adam.learningRate()))
              .build();
      case Rule.Sgd sgd ->
          Optimizer.sgd()
              .setLearningRateTracker(Tracker.fixed((float) sgd.learningRate()))
              .optMomentum((float) sgd.momentum())
              .build();
    };
  }

  @Override
  public double step() {
    int batch = next;
    next = (next + 1) % Workload.BATCHES;
    float loss;
    try (NDManager scratch = memory.newSubManager()) {
      NDArray x = inputs.get(batch);
      x.attach(scratch);
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray mean = loss(model.forward(x, true), targets.get(batch));
        loss = mean.getFloat();
        collector.backward(mean);
      }
      for (Map.Entry<String, NDArray> entry : model.weights().entrySet()) {
        try (NDArray gradient = entry.getValue().getGradient()) {
          optimizer.update(entry.getKey(), entry.getValue(), gradient);
        }
      }
      x.attach(data);
    }
    return loss;
  }

  private NDArray loss(NDArray logits, NDArray target) {
    if (workload.isBinary()) {
      NDArray positive = target.mul(Activation.softPlus(logits.neg()));
      NDArray negative = target.neg().add(1).mul(Activation.softPlus(logits));
      return positive.add(negative).mean();
    }
    return logits.logSoftmax(1).gather(target, 1).mean().neg();
  }

  @Override
  public void restart() {
    memory.close();
    memory = NDManager.newBaseManager();
    model = model();
    optimizer = optimizer();
    next = 0;
  }
}
