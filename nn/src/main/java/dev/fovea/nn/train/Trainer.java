package dev.fovea.nn.train;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Storage;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Predictor;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Metric;
import dev.fovea.nn.optim.Optimizer;
import dev.fovea.nn.optim.OptimizerConfig;
import dev.fovea.nn.optim.Schedule;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains and evaluates a model.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(cnn)
 *     .loss(Loss.crossEntropy()).optimizer(Adam.of(1e-3)).metric(Accuracy.top1())
 *     .on(EarlyStopping.on("val_loss").patience(5));
 * History history = trainer.fit(train, validation, Fit.epochs(20).batchSize(100));
 * }</pre>
 *
 * <p>Settings are immutable: each returns another trainer, which continues with the same model and,
 * if it has begun, the same optimizer. A step is compiled once for each shape of a batch. Figures
 * are exact averages over examples, added up in the order of the batches, so that the same seed
 * gives the same bits whatever the number of threads.
 */
public final class Trainer {
  private final Layer model;
  private final @Nullable Loss loss;
  private final @Nullable OptimizerConfig config;
  private final Optional<Schedule> schedule;
  private final List<Metric> metrics;
  private final List<TrainerCallback> callbacks;
  private final TrainingState before;
  private @Nullable Optimizer optimizer;
  private volatile @Nullable String stopReason;

  private Trainer(
      Layer model,
      @Nullable Loss loss,
      @Nullable OptimizerConfig config,
      Optional<Schedule> schedule,
      List<Metric> metrics,
      List<TrainerCallback> callbacks,
      TrainingState before,
      @Nullable Optimizer optimizer) {
    this.model = model;
    this.loss = loss;
    this.config = config;
    this.schedule = schedule;
    this.metrics = List.copyOf(metrics);
    this.callbacks = List.copyOf(callbacks);
    this.before = before;
    this.optimizer = optimizer;
  }

  /** A trainer of a model. It needs a loss, and to fit an optimizer. */
  public static Trainer of(Layer model) {
    return new Trainer(
        model, null, null, Optional.empty(), List.of(), List.of(), TrainingState.start(), null);
  }

  /** With a loss. */
  public Trainer loss(Loss chosen) {
    return new Trainer(model, chosen, config, schedule, metrics, callbacks, before, optimizer);
  }

  /** With an optimizer, at its first step. */
  public Trainer optimizer(OptimizerConfig chosen) {
    return new Trainer(model, loss, chosen, schedule, metrics, callbacks, before, null);
  }

  /** With learning rates that change. */
  public Trainer schedule(Schedule chosen) {
    return new Trainer(
        model, loss, config, Optional.of(chosen), metrics, callbacks, before, optimizer);
  }

  /** With one more metric. */
  public Trainer metric(Metric more) {
    List<Metric> all = new ArrayList<>(metrics);
    all.add(more);
    return new Trainer(model, loss, config, schedule, all, callbacks, before, optimizer);
  }

  /** With more companions. */
  public Trainer on(TrainerCallback... more) {
    List<TrainerCallback> all = new ArrayList<>(callbacks);
    all.addAll(List.of(more));
    return new Trainer(model, loss, config, schedule, metrics, all, before, optimizer);
  }

  /**
   * Going on after the epochs of an earlier training. The parameters and the {@linkplain
   * #optimizer() optimizer} must be as they were at its end.
   */
  public Trainer after(History earlier) {
    return from(TrainingState.after(earlier));
  }

  /**
   * Going on from a point of an earlier training, be it in the middle of an epoch. The parameters
   * and the {@linkplain #optimizer() optimizer} must be as they were there.
   */
  public Trainer from(TrainingState point) {
    return new Trainer(model, loss, config, schedule, metrics, callbacks, point, optimizer);
  }

  /** The model. */
  public Layer model() {
    return model;
  }

  /** The optimizer with its state, which lasts from one fit to the next. */
  public Optimizer optimizer() {
    Optimizer known = optimizer;
    if (known == null) {
      if (config == null) {
        throw new IllegalStateException("trainer: no optimizer is set; call optimizer(…)");
      }
      known = config.over(model);
      optimizer = known;
    }
    return known;
  }

  /** What is probably not as meant, such as a softmax before a loss on logits. */
  public List<TrainingWarning> warnings() {
    return OutputCheck.check(model, knownLoss());
  }

  /** Ends a training that runs on another thread, after the batch in progress. */
  public void stop() {
    stopReason = "stopped";
  }

  // ---- training ----

  /** Trains without validation. */
  public History fit(Batches training, Fit fit) {
    return new Training(training, Optional.empty(), fit).run();
  }

  /**
   * Trains, and evaluates after each epoch. Each epoch reads the training set in another order.
   *
   * @throws DivergedException if the loss is no longer a finite number
   */
  public History fit(Batches training, Batches validation, Fit fit) {
    return new Training(training, Optional.of(validation), fit).run();
  }

  /** One training. */
  private final class Training implements Run {
    private final Batches training;
    private final Optional<Batches> validation;
    private final Fit fit;
    private final Loss loss = knownLoss();
    private final Optimizer optimizer = optimizer();
    private final StepFunction evaluations = StepFunction.evaluation(model, loss);
    private final StepFunction steps;
    private final List<TrainerCallback.Listener> listeners = new ArrayList<>();
    private final int batches;
    private History history = before.history();
    private Optional<OpenEpoch> begun = before.open();
    private @Nullable Counting counting;

    Training(Batches training, Optional<Batches> validation, Fit fit) {
      this.training = training;
      this.validation = validation;
      this.fit = fit;
      this.steps = StepFunction.training(model, loss, optimizer, fit.seed().split("dropout"));
      this.batches = Math.ceilDiv(training.size(), fit.batchSize());
      if (batches == 0) {
        throw new IllegalArgumentException("training: the training set is empty");
      }
    }

    History run() {
      stopReason = null;
      int first = history.epochs().isEmpty() ? 1 : history.last().number() + 1;
      begun.ifPresent(open -> open.checkFits(first, training, fit));
      callbacks.forEach(callback -> listeners.add(callback.begin(this)));
      listeners.forEach(listener -> listener.recall(before.memory()));
      tell(new Event.FitStarted(first, batches, training.size()));
      for (int epoch = first; epoch <= fit.epochs() && stopReason == null; epoch++) {
        Optional<Epoch> figures = epoch(epoch);
        if (figures.isPresent()) {
          history = history.plus(figures.get());
          counting = null;
          tell(new Event.EpochEnded(figures.get()));
          tell(new Event.PointReached(epoch, batches, true, false));
        }
      }
      String reason = stopReason;
      history = history.ended(reason == null ? "all epochs done" : reason);
      tell(new Event.FitEnded(history));
      return history;
    }

    /** The figures of an epoch; none if it was stopped on the way. */
    private Optional<Epoch> epoch(int number) {
      Counting current = new Counting(number, begun);
      RunningMetrics tally = current.tally;
      counting = current;
      begun = Optional.empty();
      tell(new Event.EpochStarted(number));
      setRate(Schedule.Unit.EPOCH, number - 1);
      Seed order = fit.seed().split("shuffle").split(number);
      try (BatchIterator walk =
          new BatchIterator(training.shuffled(fit.batchSize(), order, current.batches))) {
        while (walk.hasNext()) {
          Batch batch = walk.next();
          step(batch, number, current.batches + 1, tally);
          walk.done(batch);
          current.batches++;
          boolean isStopping = stopReason != null && walk.hasNext();
          tell(new Event.PointReached(number, current.batches, false, isStopping));
          if (isStopping) {
            return Optional.empty();
          }
        }
      }
      Evaluation trained = tally.figures();
      SequencedMap<String, Double> values = new LinkedHashMap<>(trained.values());
      if (validation.isPresent()) {
        tell(new Event.ValidationStarted(number));
        evaluate(evaluations, validation.get(), fit.evaluationBatchSize())
            .figures()
            .values()
            .forEach((name, value) -> values.put(MetricNames.VALIDATION + name, value));
      }
      values.put(MetricNames.LEARNING_RATE, optimizer.learningRate());
      values.put(MetricNames.SECONDS, current.seconds());
      return Optional.of(new Epoch(number, values));
    }

    private void step(Batch batch, int epoch, int number, RunningMetrics tally) {
      setRate(Schedule.Unit.STEP, optimizer.steps());
      long step = optimizer.steps();
      optimizer.advance();
      StepFunction.Outcome outcome = steps.run(batch, step);
      if (!Double.isFinite(outcome.loss())) {
        throw new DivergedException(
            epoch, number, batches, outcome.loss(), optimizer.learningRate());
      }
      tally.add(batch, outcome);
      tell(new Event.BatchEnded(epoch, number, batches, tally.examples(), tally::figures));
    }

    private void setRate(Schedule.Unit unit, long time) {
      if (schedule.isPresent() && schedule.get().unit() == unit) {
        double base = optimizer.rule().learningRate();
        optimizer.learningRate(schedule.get().rate(base, time));
      }
    }

    private void tell(Event event) {
      listeners.forEach(listener -> listener.on(event));
    }

    @Override
    public Layer model() {
      return model;
    }

    @Override
    public Optimizer optimizer() {
      return Trainer.this.optimizer();
    }

    @Override
    public Fit fit() {
      return fit;
    }

    @Override
    public History history() {
      return history;
    }

    @Override
    public TrainingState standing() {
      SequencedMap<String, Tensor> memory = new LinkedHashMap<>();
      listeners.forEach(listener -> memory.putAll(listener.memory()));
      Counting current = counting;
      return new TrainingState(
          history,
          current == null ? Optional.empty() : Optional.of(current.open(fit, training.size())),
          memory);
    }

    @Override
    public boolean hasSchedule() {
      return schedule.isPresent();
    }

    @Override
    public void stop(String reason) {
      stopReason = reason;
    }
  }

  /** What is counted in the epoch at hand. */
  private final class Counting {
    private final int number;
    private final RunningMetrics tally = new RunningMetrics(metrics);
    private final double secondsBefore;
    private final long start = System.nanoTime();
    private int batches;

    Counting(int number, Optional<OpenEpoch> begun) {
      this.number = number;
      this.secondsBefore = begun.map(OpenEpoch::seconds).orElse(0.0);
      this.batches = begun.map(OpenEpoch::batches).orElse(0);
      begun.ifPresent(open -> tally.restore(open.sums()));
    }

    double seconds() {
      return secondsBefore + (System.nanoTime() - start) / 1e9;
    }

    OpenEpoch open(Fit fit, int examples) {
      return new OpenEpoch(number, batches, fit.batchSize(), examples, seconds(), tally.sums());
    }
  }

  // ---- evaluation ----

  /** The loss and the metrics over a data set, in evaluation mode. */
  public Evaluation evaluate(Batches set) {
    return evaluate(set, 256);
  }

  /** The loss and the metrics over a data set, in batches of this size. */
  public Evaluation evaluate(Batches set, int batchSize) {
    return evaluate(StepFunction.evaluation(model, knownLoss()), set, batchSize).figures();
  }

  private RunningMetrics evaluate(StepFunction function, Batches set, int batchSize) {
    RunningMetrics tally = new RunningMetrics(metrics);
    try (BatchIterator walk = new BatchIterator(set.inOrder(batchSize))) {
      while (walk.hasNext()) {
        Batch batch = walk.next();
        tally.add(batch, function.run(batch, 0));
        walk.done(batch);
      }
    }
    return tally;
  }

  /** What the model gives for a data set, in evaluation mode, beside its targets. */
  public Predictions predict(Batches set) {
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    Predictor predictor = model.predictor();
    try (BatchIterator walk = new BatchIterator(set.inOrder(256))) {
      while (walk.hasNext()) {
        Batch batch = walk.next();
        outputs.add(predictor.predict(batch.inputs()));
        targets.add(batch.targets());
      }
    }
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("predict: the set is empty");
    }
    return new Predictions(joined(outputs), joined(targets));
  }

  /** Tensors one after the other, copied here: a recorded join would be compiled for each set. */
  private static Tensor joined(List<Tensor> parts) {
    int rows = parts.stream().mapToInt(part -> part.shape().dim(0)).sum();
    Shape shape = parts.getFirst().shape().with(0, rows);
    Storage all = Storage.zeros(parts.getFirst().dtype(), shape.size());
    long at = 0;
    for (Tensor part : parts) {
      MemorySegment source = part.storage().segment();
      MemorySegment.copy(source, 0, all.segment(), at, source.byteSize());
      at += source.byteSize();
    }
    return Tensor.of(shape, all);
  }

  private Loss knownLoss() {
    if (loss == null) {
      throw new IllegalStateException("trainer: no loss is set; call loss(…)");
    }
    return loss;
  }
}
