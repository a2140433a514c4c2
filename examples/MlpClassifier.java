import module dev.fovea.data;
import module dev.fovea.plot;

/** One hidden layer: java -p JARS … MlpClassifier.java [MNIST-FOLDER [FOLDER]] */
void main(String[] args) throws IOException {
  boolean isReal = args.length > 0;
  MnistFolder mnist = isReal ? MnistFolder.open(Path.of(args[0])) : null;
  Dataset train = isReal ? mnist.train() : SyntheticDigits.of(Seed.of(1)).train(5_000);
  Dataset test = isReal ? mnist.test() : SyntheticDigits.of(Seed.of(1)).test(1_000);
  Split split = Split.stratified(train.map(ScaleBy.bytesToUnit()), 1 / 12.0, Seed.of(42));

  int hidden = 100;
  double l2 = 1e-5;
  int epochs = 20;
  double eta = 0.5;
  int miniBatch = 50;
  Seed seed = Seed.of(42);

  Sequential network =
      Sequential.input(1, 28, 28).flatten().linear(hidden).sigmoid().linear(10).build(seed);
  Trainer trainer = Trainer.of(network).loss(Loss.crossEntropy())
      .optimizer(Sgd.of(eta).weightDecay(l2)).metric(Accuracy.top1());
  History eval = trainer.fit(
      split.train(), split.validation(), Fit.epochs(epochs).batchSize(miniBatch).seed(seed));
  for (Epoch epoch : eval.epochs()) {
    IO.println("%02d/%d | cost %.4f | train/valid accuracy %.2f %% / %.2f %%".formatted(
        epoch.number(), epochs, epoch.value("loss"),
        100 * epoch.value("accuracy"), 100 * epoch.value("val_accuracy")));
  }
  LearningCurves.of(eval).save(Path.of(args.length > 1 ? args[1] : ".").resolve("mlp.png"));

  Dataset asked = test.map(ScaleBy.bytesToUnit());
  IO.println("the first five: " + network.predict(asked.batch(0, 1, 2, 3, 4).inputs()).argMax(1));
  IO.println("test accuracy " + trainer.evaluate(asked).value("accuracy"));
}
