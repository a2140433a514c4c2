import module dev.fovea.data;
import module dev.fovea.plot;

/** ConvNetQuake tells earthquakes from noise: java -p JARS … Earthquakes.java [WINDOWS.h5 [FOLDER]] */
void main(String[] args) throws IOException {
  Path folder = Path.of(args.length > 1 ? args[1] : ".");
  Examples windows = args.length > 0 ? read(Path.of(args[0])) : SyntheticSeismograms.of(Seed.of(1)).train(800);

  // Windows of one record are alike: whole records stay on one side.
  Examples.Parts parts = windows.split(0.2, Seed.of(42));
  Dataset train = parts.kept().data().map(PeakNormalize.ofChannels());
  Dataset test = parts.heldOut().data().map(PeakNormalize.ofChannels());
  IO.println("%d windows to train, %d to test".formatted(train.size(), test.size()));
  components(train, 0).save(folder.resolve("earthquake.png"));

  SequentialConfig layers = Sequential.input(train.exampleShape().dims());
  for (int layer = 0; layer < 8; layer++) {
    layers = layers.conv1d(32, 3, c -> c.stride(2).padding(1)).relu();
  }
  Sequential network = layers.flatten().linear(2).build(Seed.of(42));
  IO.println(network.summary());

  Trainer trainer = Trainer.of(network)
      .loss(Loss.crossEntropy()).optimizer(Adam.of(1e-3)).metric(Accuracy.top1());
  Fit fit = Fit.epochs(args.length > 0 ? 40 : 20).batchSize(32).seed(Seed.of(42));
  History history = trainer.fit(train, test, fit);
  LearningCurves.of(history).save(folder.resolve("learning.png"));

  Predictions answers = trainer.predict(test);
  ConfusionMatrix matrix =
      ConfusionMatrix.of(answers.outputs(), answers.targets(), test.classNames());
  IO.println("accuracy " + matrix.accuracy());
  matrix.mostConfused(2).forEach(IO::println);
}

/** The arrays earthquakes and noise of an HDF5 file. */
Examples read(Path file) throws IOException {
  Seismograms read = Seismograms.read("seismograms", file);
  IO.println(read.leftOut() + " windows omitted: a component is zero, or a number not finite");
  return read.examples();
}

/** The three components of a window. */
LineChart components(Dataset windows, int example) {
  Tensor window = windows.batch(example).inputs();
  LineChart chart = LineChart.titled(windows.classNames().get(windows.classTargets().label(example))).columns(1).across("sample");
  for (int component = 0; component < 3; component++) {
    String name = List.of("east", "north", "up").get(component);
    chart = chart.panel(name, Line.of(name, window.narrow(1, component, 1)));
  }
  return chart;
}
