package dev.fovea.nn.train;

import dev.fovea.core.CompiledFunction;
import dev.fovea.core.CompiledFunction.Recorded;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.Update;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done with one batch, compiled once per shape: forward and loss, and in training the
 * gradients and updates too. Nothing is recorded per batch.
 */
final class StepFunction {
  private final CompiledFunction function;
  private final Loss loss;

  /** The number of the step, in memory that is written anew for each. */
  private final Tensor number = Tensor.of(new long[] {0});

  private final List<Tensor> arguments = new ArrayList<>(List.of(number, number, number));

  private StepFunction(CompiledFunction function, Loss loss) {
    this.function = function;
    this.loss = loss;
  }

  /**
   * What came of a batch.
   *
   * @param loss the mean loss
   * @param weight what the loss counts in an average over batches
   * @param predictions what the model gave; overwritten by the next run
   */
  record Outcome(double loss, double weight, Tensor predictions) {}

  static StepFunction training(Layer model, Loss loss, Optimizer optimizer, Seed seed) {
    return new StepFunction(
        CompiledFunction.of(in -> {
          Pass pass = Pass.training(seed, in.get(2));
          Tensor predictions = model.forward(in.get(0), pass);
          Tensor mean = loss.mean(predictions, in.get(1));
          List<Update> updates = new ArrayList<>(optimizer.updates(mean));
          updates.addAll(pass.updates());
          return new Recorded(results(loss, mean, predictions, in.get(1)), updates);
        }),
        loss);
  }

  static StepFunction evaluation(Layer model, Loss loss) {
    return new StepFunction(
        CompiledFunction.of(in -> {
          Tensor predictions = model.forward(in.get(0), Pass.evaluation());
          Tensor mean = loss.mean(predictions, in.get(1));
          return new Recorded(results(loss, mean, predictions, in.get(1)), List.of());
        }),
        loss);
  }

  /** The mean loss, the predictions and, of a weighted loss, the sum of the weights. */
  private static List<Tensor> results(Loss loss, Tensor mean, Tensor predictions, Tensor targets) {
    List<Tensor> results = new ArrayList<>(List.of(mean, predictions));
    loss.weights(predictions, targets).ifPresent(each -> results.add(each.sum()));
    return results;
  }

  /**
   * Does it.
   *
   * @param step the number of the step; of no effect in evaluation
   */
  Outcome run(Batch batch, long step) {
    number.storage().put(0, step);
    arguments.set(0, batch.inputs());
    arguments.set(1, batch.targets());
    Shape output = function.resultShapes(arguments).get(1);
    loss.check(output, batch.targets());
    List<Tensor> results = function.callAgain(arguments);
    double weight = results.size() > 2 ? results.get(2).item() : batch.size();
    return new Outcome(results.get(0).item(), weight, results.get(1));
  }
}
