package dev.fovea.nn.train;

import java.util.function.Supplier;

/** What happens in a training. */
public sealed interface Event {
  /**
   * The first batch is about to be read.
   *
   * @param firstEpoch the number of the first epoch
   * @param batches batches per epoch
   * @param examples examples per epoch
   */
  record FitStarted(int firstEpoch, int batches, int examples) implements Event {}

  /**
   * An epoch begins.
   *
   * @param epoch its number, from 1
   */
  record EpochStarted(int epoch) implements Event {}

  /**
   * A step is done.
   *
   * @param epoch the number of the epoch, from 1
   * @param batch the number of the batch, from 1
   * @param batches batches per epoch
   * @param examples examples read in this epoch so far
   * @param figures works out the figures over the epoch so far; to be asked during the event only,
   *     and not for every batch where a metric is costly
   */
  record BatchEnded(int epoch, int batch, int batches, int examples, Supplier<Evaluation> figures)
      implements Event {
    /** The figures over the epoch so far. */
    public Evaluation soFar() {
      return figures.get();
    }
  }

  /**
   * A point from which the training can continue after a break: a step or an epoch is done, and
   * every listener has been told. {@link Run#standing} is complete now.
   *
   * @param epoch the number of the epoch, from 1
   * @param batches how many of its batches are done
   * @param isEpochDone whether the epoch is done, validation included
   * @param isStopping whether the training ends here, in the middle of the epoch
   */
  record PointReached(int epoch, int batches, boolean isEpochDone, boolean isStopping)
      implements Event {}

  /**
   * The training part of an epoch is done; validation follows.
   *
   * @param epoch the number of the epoch, from 1
   */
  record ValidationStarted(int epoch) implements Event {}

  /**
   * An epoch is done, validation included.
   *
   * @param epoch its figures
   */
  record EpochEnded(Epoch epoch) implements Event {}

  /**
   * The training is over.
   *
   * @param history all of it
   */
  record FitEnded(History history) implements Event {}
}
