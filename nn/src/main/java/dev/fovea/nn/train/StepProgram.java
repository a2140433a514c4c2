package dev.fovea.nn.train;

import dev.fovea.core.Compiled;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done with one batch of certain shapes, compiled: forward and loss, and in training the
 * gradients and updates too. Nothing is recorded per batch.
 */
final class StepProgram {
  private final Compiled program;
  private final Loss loss;
  private final Shape output;
  private final boolean isTraining;
  private final boolean isWeighted;

  /** The number of a step, in memory that is written anew for each. */
  private final Tensor number = Tensor.of(new long[] {0});

  private final List<Tensor> values;

  /** Every batch is done with before the next: so all share what the first one took. */
  private List<Tensor> results = List.of();

  private StepProgram(
      Compiled program, Loss loss, Shape output, boolean isTraining, boolean isWeighted) {
    this.program = program;
    this.loss = loss;
    this.output = output;
    this.isTraining = isTraining;
    this.isWeighted = isWeighted;
    this.values = new ArrayList<>(List.of(number, number));
    if (isTraining) {
      values.add(number);
    }
  }

  /**
   * What came of a batch.
   *
   * @param loss the mean loss
   * @param weight what the loss counts in an average over batches
   * @param predictions what the model gave; overwritten by the next run
   */
  record Outcome(double loss, double weight, Tensor predictions) {}

  static StepProgram training(
      Layer model, Loss loss, Optimizer optimizer, Seed seed, Batch example) {
    Tensor step = Tensor.input(DType.INT64, Shape.scalar());
    Pass pass = Pass.training(seed, step);
    Tensor x = Tensor.input(example.inputs().dtype(), example.inputs().shape());
    Tensor y = Tensor.input(example.targets().dtype(), example.targets().shape());
    Tensor predictions = model.forward(x, pass);
    Tensor mean = loss.mean(predictions, y);
    List<Update> updates = new ArrayList<>(optimizer.updates(mean));
    updates.addAll(pass.updates());
    return compile(loss, List.of(x, y, step), predictions, mean, updates);
  }

  static StepProgram evaluation(Layer model, Loss loss, Batch example) {
    Tensor x = Tensor.input(example.inputs().dtype(), example.inputs().shape());
    Tensor y = Tensor.input(example.targets().dtype(), example.targets().shape());
    Tensor predictions = model.forward(x, Pass.evaluation());
    return compile(loss, List.of(x, y), predictions, loss.mean(predictions, y), List.of());
  }

  private static StepProgram compile(
      Loss loss, List<Tensor> inputs, Tensor predictions, Tensor mean, List<Update> updates) {
    Optional<Tensor> weights = loss.weights(predictions, inputs.get(1));
    List<Tensor> results = new ArrayList<>(List.of(mean, predictions));
    weights.ifPresent(each -> results.add(each.sum()));
    return new StepProgram(
        Compiled.of(inputs, results, updates),
        loss,
        predictions.shape(),
        inputs.size() == 3,
        weights.isPresent());
  }

  Outcome run(Batch batch, long step) {
    loss.check(output, batch.targets());
    number.storage().put(0, step);
    values.set(0, batch.inputs());
    values.set(1, batch.targets());
    if (results.isEmpty()) {
      results = program.run(values);
    } else {
      program.runAgain(values, results);
    }
    double weight = isWeighted ? results.get(2).item() : batch.size();
    return new Outcome(results.get(0).item(), weight, results.get(1));
  }
}
