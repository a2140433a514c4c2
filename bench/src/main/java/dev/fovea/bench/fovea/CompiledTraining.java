package dev.fovea.bench.fovea;

import dev.fovea.bench.network.Workload;
import dev.fovea.core.Compiled;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/** A step compiled once, as {@code Trainer.fit} does it: loss, predictions and updates. */
final class CompiledTraining extends FoveaTraining {
  private final Compiled program;
  private final Tensor number = Tensor.of(new long[] {0});
  private final List<Tensor> values = new ArrayList<>(List.of(number, number, number));
  private List<Tensor> results = List.of();

  CompiledTraining(Workload workload, int examples, boolean hasDropout) {
    super(workload, examples, hasDropout);
    Tensor step = Tensor.input(DType.INT64, Shape.scalar());
    Pass pass = Pass.training(Seed.of(1), step);
    Tensor x = Tensor.input(exampleInputs().dtype(), exampleInputs().shape());
    Tensor y = Tensor.input(exampleTargets().dtype(), exampleTargets().shape());
    Tensor predictions = model.forward(x, pass);
    Tensor mean = loss.mean(predictions, y);
    List<Update> updates = new ArrayList<>(optimizer.updates(mean));
    updates.addAll(pass.updates());
    program = Compiled.of(List.of(x, y, step), List.of(mean, predictions), updates);
  }

  @Override
  double step(Tensor x, Tensor y) {
    number.storage().put(0, optimizer.steps());
    optimizer.advance();
    values.set(0, x);
    values.set(1, y);
    if (results.isEmpty()) {
      results = program.run(values);
    } else {
      program.runAgain(values, results);
    }
    return results.getFirst().item();
  }
}
