import module dev.fovea.data;
import module dev.fovea.plot;

/** What somebody does, from the motion of a phone: java -p JARS … Activity.java [HAR-FOLDER [OUT]] */
void main(String[] args) throws IOException {
  boolean isReal = args.length > 0;
  SyntheticMotion motion = SyntheticMotion.of(Seed.of(1));
  Dataset train = isReal ? read(args[0], "train") : motion.train(6_000);
  Dataset validation = isReal ? read(args[0], "val") : motion.test(300);
  Dataset test = isReal ? read(args[0], "test") : motion.test(600).skip(300);
  Path out = Path.of(args.length > 1 ? args[1] : ".");
  for (Dataset set : List.of(train, validation, test)) {
    IO.println(set.name() + ": " + set.size() + " windows " + set.exampleShape());
  }
  SignalStrips.of(train.oneOfEach(Seed.of(3)).all(), train.classNames())
      .channels("accel. x", "accel. y", "accel. z", "gyro x", "gyro y", "gyro z")
      .range(-1, 1).title("A window of each activity")
      .save(out.resolve("activities.png"));

  Fit fit = Fit.epochs(isReal ? 200 : 8).batchSize(128).seed(Seed.of(42));
  Sequential network = layers().build(Seed.of(42));
  IO.println(network.summary());
  Trainer trainer = trainer(network, 1e-3);
  History history = trainer.fit(train, validation, fit);
  LearningCurves.of(history).save(out.resolve("learning.png"));
  report("on logits", trainer, test, out);

  Trainer asWritten = trainer(layers().softmax().build(Seed.of(42)), 0);
  asWritten.warnings().forEach(warning -> IO.println("warning: " + warning));
  asWritten.fit(train, validation, fit);
  report("softmax twice", asWritten, test, out);
}

Dataset read(String folder, String set) throws IOException {
  ArrayFile inputs = ArrayFile.of(Path.of(folder, "x_" + set + ".npy"));
  ArrayFile labels = ArrayFile.of(Path.of(folder, "y_" + set + ".npy"));
  return ArrayDataset.read(
      "har " + set, inputs, labels, Optional.of(SyntheticMotion.CLASSES), Optional.empty());
}

SequentialConfig layers() {
  return Sequential.input(6, 128)
      .conv1d(8, 16).relu().maxPool1d(16, pool -> pool.stride(2))
      .flatten().linear(6);
}

/** L2 of the weights alone: biases are omitted. */
Trainer trainer(Sequential network, double l2) {
  return Trainer.of(network)
      .loss(Loss.crossEntropy())
      .optimizer(Adam.of(1e-3).weightDecay(l2).group("*.bias", bias -> bias.weightDecay(0)))
      .metric(Accuracy.top1())
      .on(EarlyStopping.on("val_loss").patience(5), EpochLines.to(IO::println));
}

void report(String what, Trainer trainer, Dataset test, Path out) {
  Predictions given = trainer.predict(test);
  ConfusionMatrix matrix = ConfusionMatrix.of(given.outputs(), given.targets(), test.classNames());
  IO.println(what + ": test accuracy " + matrix.accuracy() + "\n" + matrix);
  ConfusionMatrixChart.of(matrix).title("Test set, " + what)
      .save(out.resolve("confusion-" + what.replace(' ', '-') + ".png"));
}
