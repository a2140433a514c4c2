package dev.fovea.bench.fovea;

import dev.fovea.bench.network.Rule;
import dev.fovea.bench.network.Workload;
import dev.fovea.bench.side.Contender.Training;
import dev.fovea.core.Tensor;
import dev.fovea.nn.Layer;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.optim.Optimizer;
import dev.fovea.nn.optim.Sgd;
import dev.fovea.nn.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model with its optimizer and its batches; how a step is made is left open. */
abstract class FoveaTraining implements Training {
  final Layer model;
  final Loss loss;
  final Optimizer optimizer;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();
  private final Map<String, Tensor> firstWeights;
  private final Map<String, Tensor> firstState;
  private int next;

  FoveaTraining(Workload workload, int examples, boolean hasDropout) {
    model = FoveaModel.of(workload.network(), hasDropout);
    loss = workload.isBinary() ? Loss.binaryCrossEntropyWithLogits() : Loss.crossEntropy();
    optimizer = rule(workload.rule()).over(model);
    firstWeights = model.snapshot();
    firstState = optimizer.snapshot();
    for (int batch = 0; batch < Workload.BATCHES; batch++) {
      inputs.add(FoveaSide.inputs(workload, batch, examples));
      targets.add(targets(workload, batch, examples));
    }
  }

  private static UpdateRule rule(Rule rule) {
    return switch (rule) {
      case Rule.Adam adam -> Adam.of(adam.learningRate());
      case Rule.Sgd sgd -> Sgd.of(sgd.learningRate()).momentum(sgd.momentum());
    };
  }

  private static Tensor targets(Workload workload, int batch, int examples) {
    long[] classes = workload.targets(batch, examples);
    if (!workload.isBinary()) {
      return Tensor.of(classes, examples);
    }
    float[] answers = new float[examples];
    for (int i = 0; i < examples; i++) {
      answers[i] = classes[i];
    }
    return Tensor.wrap(answers, examples, 1);
  }

  /** One step on this batch. */
  abstract double step(Tensor x, Tensor y);

  final Tensor exampleInputs() {
    return inputs.getFirst();
  }

  final Tensor exampleTargets() {
    return targets.getFirst();
  }

  @Override
  public final double step() {
    Tensor x = inputs.get(next);
    Tensor y = targets.get(next);
    next = (next + 1) % Workload.BATCHES;
    return step(x, y);
  }

  @Override
  public final void restart() {
    model.load(firstWeights);
    optimizer.load(firstState);
    next = 0;
  }
}
