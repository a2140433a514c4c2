package dev.fovea.cli.tune;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.Network;
import dev.fovea.cli.config.SearchPlan;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.cli.run.TrainedPart;
import dev.fovea.cli.run.Training;
import dev.fovea.core.Engine;
import dev.fovea.formats.CheckpointFile;
import dev.fovea.formats.ModelFile;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.train.Checkpoints;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.tune.Objective;
import dev.fovea.nn.tune.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Trains the network of a trial, on as many threads as each trial gets, and gives the best figure
 * of its epochs. A trial that was interrupted, or that continues in a later round, is taken up
 * where it was.
 */
public final class TrialRunner implements Objective {
  private static final Duration PACE = Duration.ofSeconds(60);

  private final SearchPlan plan;
  private final DataConfig.Sets sets;
  private final SearchFolder folder;
  private final int threads;
  private final Set<Trainer> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * @param plan what is searched
   * @param sets the data of all trials
   * @param folder where trials are saved on their way
   * @param threads of each trial
   */
  public TrialRunner(SearchPlan plan, DataConfig.Sets sets, SearchFolder folder, int threads) {
    this.plan = plan;
    this.sets =
        new DataConfig.Sets(
            LockedFeatures.of(sets.train()),
            sets.validation().map(LockedFeatures::of),
            sets.test(),
            sets.transforms(),
            sets.augmentations(),
            sets.mixup());
    this.folder = folder;
    this.threads = threads;
  }

  /** Ends the trials in progress, after the batch at hand; they can be taken up again. */
  public void stop() {
    stopped = true;
    running.forEach(Trainer::stop);
  }

  @Override
  public OptionalDouble score(Trial trial) throws IOException {
    if (stopped) {
      return OptionalDouble.empty();
    }
    return Engine.current().withThreads(threads).run(() -> train(trial));
  }

  private OptionalDouble train(Trial trial) throws IOException {
    Experiment experiment = plan.experiment(trial.point());
    Sequential network = Network.ready(experiment, sets.train().exampleShape()).network();
    TrainedPart part = TrainedPart.of(network, sets);
    Trainer fresh =
        Training.trainer(experiment, part, network)
            .on(Checkpoints.in(folder.checkpoints(trial)).writer(new CheckpointFile()).every(PACE));
    Optional<Path> last = Checkpoints.latest(folder.checkpoints(trial), ModelFile.EXTENSION);
    Trainer trainer = last.isPresent() ? CheckpointFile.resume(last.get(), fresh).trainer() : fresh;
    running.add(trainer);
    try {
      History history = Training.fit(trainer, experiment, part, trial.epochs());
      boolean isWhole = !stopped || history.epochs().size() >= trial.epochs();
      return isWhole
          ? OptionalDouble.of(history.best(plan.goal()).value(plan.goal()))
          : OptionalDouble.empty();
    } finally {
      running.remove(trainer);
    }
  }
}
