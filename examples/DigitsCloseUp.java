import module dev.fovea.data;
import module dev.fovea.plot;

/** Digits by logistic regression and by a CNN, and a look inside: … DigitsCloseUp.java [MNIST [OUT]] */
void main(String[] args) throws IOException {
  boolean isReal = args.length > 0;
  Path out = Path.of(args.length > 1 ? args[1] : ".");
  SyntheticDigits synthetic = SyntheticDigits.of(Seed.of(1));
  MnistFolder digits = isReal
      ? MnistFolder.open(Path.of(args[0])) : new MnistFolder(synthetic.train(6_000), synthetic.test(1_000));
  Dataset train = digits.train().map(ScaleBy.bytesToUnit());
  Dataset test = digits.test().map(ScaleBy.bytesToUnit());
  IO.println("train " + train.size() + " images " + train.exampleShape() + ", test " + test.size());
  ImageGrid.of(train.sample(10, Seed.of(1)).all(), train.classNames())
      .columns(10).title("Ten of the training set").save(out.resolve("digits.png"));
  ClassHistogram.of(train.classNames(), train.classTargets().counts())
      .title("Distribution of classes in training data").save(out.resolve("classes.png"));

  Sequential logistic = Sequential.input(1, 28, 28)
      .flatten().linear(10).softmax()
      .build(Seed.of(42));
  fit("logistic", logistic, train, test, isReal ? 20 : 4, out);
  Sequential cnn = Sequential.input(1, 28, 28)
      .conv2d(8, 5).relu().maxPool2d(2)
      .conv2d(16, 5).relu().maxPool2d(2)
      .flatten().dropout(0.5).linear(10).softmax()
      .build(Seed.of(42));
  fit("cnn", cnn, train, test, isReal ? 20 : 4, out);

  Tensor filters = cnn.child("conv1", Conv2d.class).weight().snapshot();
  IO.println("filters " + filters.shape());
  Filters.of(filters).title("Filters of the first layer").save(out.resolve("filters.png"));
  Tensor image = test.batch(0).inputs();
  for (String layer : List.of("conv1", "relu1", "maxpool2")) {
    Planes maps = Planes.of(cnn.upTo(layer).predict(image));
    Activations.of(layer, maps).input(Planes.of(image)).save(out.resolve("after-" + layer + ".png"));
  }
}

/** Compiles, fits, draws the curves. */
void fit(String name, Sequential network, Dataset train, Dataset test, int epochs, Path out) {
  IO.println(network.summary());
  Trainer trainer = Trainer.of(network)
      .loss(Loss.crossEntropyOnProbabilities()).optimizer(Adam.of(1e-3)).metric(Accuracy.top1())
      .on(EpochLines.to(line -> IO.println(name + " " + line)));
  History history = trainer.fit(train, test, Fit.epochs(epochs).batchSize(100).seed(Seed.of(42)));
  LearningCurves.of(history).title("Training and testing, " + name).save(out.resolve(name + ".png"));
  IO.println("%s: test accuracy %.4f".formatted(name, history.last().value("val_accuracy")));
}
