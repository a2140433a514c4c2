import module dev.fovea.data;
import module dev.fovea.nn;

/** Looks for a good network among many: java -p JARS … Tuning.java [MNIST-FOLDER [TRIALS]] */
void main(String[] args) throws IOException {
  Dataset digits = args.length > 0
      ? MnistFolder.open(Path.of(args[0])).train().take(10_000)
      : SyntheticDigits.of(Seed.of(1)).train(2_000);
  Split split = Split.stratified(digits.map(ScaleBy.bytesToUnit()), 0.2, Seed.of(42));
  int trials = args.length > 1 ? Integer.parseInt(args[1]) : 6;

  SearchSpace space = SearchSpace.empty()
      .log("learning rate", 1e-4, 1e-1).choice("optimizer", "adam", "momentum")
      .choice("batch size", 50, 100, 200).log("weight decay", 1e-6, 1e-2)
      .even("label smoothing", 0, 0.2)
      .whole("layers", 1, 3).choice("filters", 8, 16, 32)
      .choice("activation", "relu", "tanh").choice("batch norm", true, false);

  // As good: new Strategy.Grid(2), all combinations; new Strategy.Random(20).
  Outcome outcome = Search.of(space, new Strategy.Halving(trials, 3, 1))
      .epochs(3).seed(Seed.of(42)).sideBySide(2)
      .listener(result -> IO.println(result.trial().point() + " gives " + result.score()))
      .run(trial -> Engine.current().withThreads(1).run(() -> {
        History history = trainer(trial.point()).fit(split.train(), split.validation(),
            Fit.epochs(trial.epochs()).batchSize(trial.point().whole("batch size")));
        return OptionalDouble.of(history.best("val_accuracy").value("val_accuracy"));
      }));
  Result best = outcome.best().orElseThrow();
  IO.println("the best: " + best.trial().point() + " gives " + best.score());
}

Trainer trainer(Point point) {
  SequentialConfig layers = Sequential.input(1, 28, 28);
  for (int layer = 0; layer < point.whole("layers"); layer++) {
    layers = layers.conv2d(point.whole("filters"), 3, c -> c.padding(1));
    layers = point.flag("batch norm") ? layers.batchNorm2d() : layers;
    layers = point.word("activation").equals("relu") ? layers.relu() : layers.tanh();
    layers = layers.maxPool2d(2);
  }
  double rate = point.number("learning rate");
  double decay = point.number("weight decay");
  return Trainer.of(layers.flatten().linear(10).build(Seed.of(42)))
      .loss(Loss.crossEntropy().labelSmoothing(point.number("label smoothing")))
      .optimizer(point.word("optimizer").equals("adam")
          ? Adam.of(rate).weightDecay(decay) : Sgd.of(rate).momentum(0.9).weightDecay(decay))
      .metric(Accuracy.top1());
}
