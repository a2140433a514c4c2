package dev.fovea.cli.run;

import dev.fovea.cli.config.DataConfig;
import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.ScheduleConfig;
import dev.fovea.nn.Sequential;
import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.train.Fit;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.Trainer;

/** Trains as an experiment has it. */
public final class Training {
  private Training() {}

  /**
   * A trainer with everything that the experiment says.
   *
   * @param examples how many examples there are to learn from
   */
  public static Trainer trainer(Experiment experiment, Sequential network, int examples) {
    Trainer trainer =
        Trainer.of(network)
            .loss(experiment.loss())
            .optimizer(experiment.optimizer())
            .metric(Results.accuracy(experiment.loss()));
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

  /**
   * Trains.
   *
   * @param epochs the last epoch, counted from 1; that of the experiment unless it is tried only
   */
  public static History fit(
      Trainer trainer, Experiment experiment, DataConfig.Sets sets, int epochs) {
    Fit fit = Fit.epochs(epochs).batchSize(experiment.batchSize()).seed(experiment.seed());
    return sets.validation().isPresent()
        ? trainer.fit(sets.training(), sets.validation().get(), fit)
        : trainer.fit(sets.training(), fit);
  }
}
