import module dev.fovea.data;
import module dev.fovea.plot;

/** Ten kinds of color images, by an MLP and by a CNN: java -p JARS … ColorImages.java [FOLDER [OUT]] */
void main(String[] args) throws IOException {
  IO.println("computing on " + Engine.current().description());
  boolean isReal = args.length > 0;
  Path out = Path.of(args.length > 1 ? args[1] : ".");
  Dataset images = isReal ? read(args[0], "train") : SyntheticShapes.of(Seed.of(1)).train(4_000);
  Dataset last = isReal ? read(args[0], "test") : SyntheticShapes.of(Seed.of(1)).test(1_000);
  IntSummaryStatistics labels = IntStream.of(images.classTargets().labels()).summaryStatistics();
  IO.println(images.size() + " images " + images.exampleShape()
      + ", labels " + labels.getMin() + " to " + labels.getMax());
  ImageGrid.of(images.batch(141), images.classNames()).title("Image 141").save(out.resolve("image.png"));
  Normalize normalize = Normalize.fittedTo(images.features());
  Dataset train = images.map(normalize);
  Dataset test = last.map(normalize);

  Sequential mlp = Sequential.input(3, 32, 32).flatten()
      .linear(256).relu().linear(128).relu().linear(64).relu().linear(10).logSoftmax()
      .build(Seed.of(42));
  Sequential cnn = Sequential.input(3, 32, 32)
      .conv2d(16, 4).batchNorm2d().relu().maxPool2d(2)
      .conv2d(8, 4).batchNorm2d().relu().avgPool2d(2)
      .flatten().linear(100).relu().linear(10)
      .build(Seed.of(42));
  IO.println(cnn.summary());
  Trainer dense = trainer(mlp, Loss.negativeLogLikelihood(), 0.1);
  judge("MLP", dense, train, test, Fit.epochs(isReal ? 20 : 4).batchSize(100), out);
  Trainer convolving = trainer(cnn, Loss.crossEntropy(), 0.01);
  judge("CNN", convolving, train, test, Fit.epochs(isReal ? 10 : 2).batchSize(25), out);
}

/** Tensors that torch.save saved in train_data, train_labels and so on; or CIFAR-10's own records. */
Dataset read(String folder, String set) throws IOException {
  ArrayFile images = ArrayFile.of(Path.of(folder, set + "_data"));
  ArrayFile labels = ArrayFile.of(Path.of(folder, set + "_labels"));
  if (Files.exists(images.path())) {
    return ArrayDataset.read(set, images, labels, Optional.empty(), Optional.empty());
  }
  CifarFolder cifar = CifarFolder.find(Path.of(folder));
  return set.equals("train") ? cifar.readTrain(set) : cifar.readTest(set);
}

Trainer trainer(Sequential network, Loss loss, double learningRate) {
  return Trainer.of(network).loss(loss).optimizer(Sgd.of(learningRate)).metric(Accuracy.top1());
}

/** Trains, predicts the test set, and says what was taken for what. */
void judge(String name, Trainer trainer, Dataset train, Dataset test, Fit fit, Path out) {
  trainer.on(EpochLines.to(line -> IO.println(name + " " + line))).fit(train, fit.seed(Seed.of(42)));
  Predictions given = trainer.predict(test);
  long[] classes = given.outputs().argMax(1).toLongArray();
  IO.println("predicted " + Arrays.toString(Arrays.copyOf(classes, 10)));
  IO.println("labels    " + Arrays.toString(Arrays.copyOf(given.targets().toLongArray(), 10)));
  ConfusionMatrix matrix = ConfusionMatrix.of(given.outputs(), given.targets(), test.classNames());
  IO.println("%s: accuracy %.3f".formatted(name, matrix.accuracy()));
  matrix.mostConfused(5).forEach(pair -> IO.println("  " + pair));
  ConfusionMatrixChart.of(matrix).title(name).save(out.resolve(name + "-confusion.png"));
}
