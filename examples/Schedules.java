import module dev.fovea.data;

/** What one setting changes, on color images: java -p JARS … Schedules.java [CIFAR-FOLDER [SEED]] */
void main(String[] args) throws IOException {
  boolean isReal = args.length > 0;
  Dataset images = isReal
      ? CifarFolder.find(Path.of(args[0])).readTrain("train") : SyntheticShapes.of(Seed.of(1)).train(1_000);
  Split split = Split.stratified(images, 0.2, Seed.of(1));
  Normalize normalize = Normalize.fittedTo(split.train().features());
  Dataset train = split.train().map(normalize);
  Dataset validation = split.validation().map(normalize);

  Sgd steep = Sgd.of(0.1);
  Sgd flat = Sgd.of(0.01);
  Sgd rolling = flat.momentum(0.9);
  List<Setting> settings = List.of(
      new Setting("MLP, as it was", mlp(), steep, Schedule.constant(), 20, 100),
      new Setting("MLP, StepLR", mlp(), steep, Schedule.step(10, 0.1), 20, 100),
      new Setting("MLP, MultiStepLR", mlp(), steep, Schedule.multiStep(0.2, 8, 14), 20, 100),
      new Setting("CNN, as it was", cnn(), flat, Schedule.constant(), 10, 25),
      new Setting("CNN, momentum", cnn(), rolling, Schedule.constant(), 10, 25),
      new Setting("CNN, momentum and StepLR", cnn(), rolling, Schedule.step(5, 0.1), 10, 25),
      new Setting("CNN, Adam", cnn(), Adam.of(1e-3), Schedule.constant(), 10, 25),
      new Setting("CNN, more epochs", cnn(), flat, Schedule.constant(), 20, 25));
  Seed seed = Seed.of(args.length > 1 ? Long.parseLong(args[1]) : 42);
  IO.println("%-26s %6s %10s %12s".formatted("", "epochs", "train loss", "val accuracy"));
  for (Setting setting : settings) {
    Trainer trainer = Trainer.of(setting.network().build(seed))
        .loss(Loss.crossEntropy()).metric(Accuracy.top1())
        .optimizer(setting.optimizer()).schedule(setting.schedule());
    Fit fit = Fit.epochs(isReal ? setting.epochs() : 1).batchSize(setting.batchSize()).seed(seed);
    History history = trainer.fit(train, fit);
    IO.println("%-26s %6d %10.3f %11.1f %%".formatted(
        setting.name(), fit.epochs(), history.last().value("loss"),
        100 * trainer.evaluate(validation).value("accuracy")));
  }
}

record Setting(String name, SequentialConfig network, OptimizerConfig optimizer,
    Schedule schedule, int epochs, int batchSize) {}

SequentialConfig mlp() {
  return Sequential.input(3, 32, 32).flatten()
      .linear(256).relu().linear(128).relu().linear(64).relu().linear(10);
}

SequentialConfig cnn() {
  return Sequential.input(3, 32, 32)
      .conv2d(16, 4).batchNorm2d().relu().maxPool2d(2)
      .conv2d(8, 4).batchNorm2d().relu().avgPool2d(2)
      .flatten().linear(100).relu().linear(10);
}
