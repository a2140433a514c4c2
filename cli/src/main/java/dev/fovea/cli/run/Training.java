package dev.fovea.cli.run;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.ScheduleConfig;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.OptimizerConfig;
import dev.fovea.nn.optim.ParameterGroup;
import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.train.Fit;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.Trainer;
import java.util.List;

/** Trains as an experiment has it. */
public final class Training {
  private Training() {}

  /**
   * A trainer with everything that the experiment says.
   *
   * @param part what is trained, and on what
   * @param network what it is a part of, or all of
   */
  public static Trainer trainer(Experiment experiment, TrainedPart part, Sequential network) {
    Trainer trainer =
        judge(experiment, part.layers())
            .optimizer(narrowed(experiment.optimizer(), part.layers(), network));
    int examples = part.training().size();
    if (experiment.earlyStopping().isPresent()) {
      trainer = trainer.on(experiment.earlyStopping().get());
    }
    return switch (experiment.schedule()) {
      case ScheduleConfig.Constant _ -> trainer;
      case ScheduleConfig.Timed(Schedule schedule) -> trainer.schedule(schedule);
      case ScheduleConfig.Plateau plateau -> trainer.on(plateau.callback());
      case ScheduleConfig.OneCycle(double largest) -> {
        long steps = (long) experiment.epochs() * Math.ceilDiv(examples, experiment.batchSize());
        yield trainer.schedule(Schedule.oneCycle(largest, steps));
      }
    };
  }

  /** A trainer that evaluates, by the loss and the metric of an experiment. */
  public static Trainer judge(Experiment experiment, Sequential network) {
    return Trainer.of(network).loss(experiment.loss()).metric(Results.accuracy(experiment.loss()));
  }

  /** Without the groups of parameters of which the part has none, but the network has. */
  private static OptimizerConfig narrowed(
      OptimizerConfig config, Sequential part, Sequential network) {
    List<ParameterGroup> groups =
        config.groups().stream()
            .filter(group -> holds(part, group) || !holds(network, group))
            .toList();
    return groups.size() == config.groups().size()
        ? config
        : new OptimizerConfig.Tuned(config.rule(), groups, config.clipping());
  }

  private static boolean holds(Sequential layers, ParameterGroup group) {
    return layers.allParameters().keySet().stream().anyMatch(group.paths()::matches);
  }

  /**
   * Trains.
   *
   * @param epochs the last epoch, counted from 1; that of the experiment unless it is tried only
   */
  public static History fit(Trainer trainer, Experiment experiment, TrainedPart part, int epochs) {
    Fit fit = Fit.epochs(epochs).batchSize(experiment.batchSize()).seed(experiment.seed());
    return part.validation().isPresent()
        ? trainer.fit(part.training(), part.validation().get(), fit)
        : trainer.fit(part.training(), fit);
  }
}
