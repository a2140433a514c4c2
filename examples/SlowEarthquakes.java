import module dev.fovea.data;
import module dev.fovea.plot;

/** A network rebuilt from its publication: java -p JARS … SlowEarthquakes.java [RECORDS EPOCHS] */
void main(String[] args) {
  int records = args.length > 0 ? Integer.parseInt(args[0]) : 600;
  int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 16;

  // Rouet-Leduc et al. 2020: spectrograms of 129 frequencies by 95 times.
  SequentialConfig body = Sequential.input(1, 129, 95)
      .conv2d(32, 16).relu().maxPool2d(2).dropout(0.05)
      .conv2d(64, 8).relu().maxPool2d(2).dropout(0.05);
  Sequential network = body.flatten().linear(10).relu().linear(1).sigmoid().build(Seed.of(42));
  IO.println(network.summary());

  // The supplement speaks of 36,608 neurons before the layer of 10.
  Linear published = Linear.config(10).build(Shape.of(36_608), Seed.of(42));
  try {
    body.flatten().add("dense", published).build(Seed.of(42));
  } catch (ShapeError mismatch) {
    IO.println(mismatch.getMessage());
  }
  // A third convolution makes them fit, but is not in the paper.
  Sequential third = body.conv2d(128, 4).flatten().add("dense", published).build(Seed.of(42));
  IO.println("with a third: " + third.upTo("flatten1").summary().rows().getLast().output());

  Dataset train = SyntheticTremor.of(Seed.of(1)).train(records);
  Dataset test = SyntheticTremor.of(Seed.of(1)).test(records / 2);
  Normalize normalize = Normalize.fittedTo(train.features());
  ImageGrid.of(IntStream.range(0, 4).mapToObj(i -> Example.labeled(
          Planes.of(train.batch(i).inputs()),
          train.classNames().get(train.classTargets().label(i)))).toList())
      .title("Spectrograms, low frequencies on top").save(Path.of("spectrograms.png"));

  Trainer trainer = Trainer.of(network).loss(Loss.binaryCrossEntropy())
      .optimizer(Adam.of(6e-4).clipNorm(1)).metric(Accuracy.ofProbabilities())
      .schedule(Schedule.oneCycle(6e-4, epochs * Math.ceilDiv(records, 16)));
  History history = trainer.fit(train.map(normalize), Fit.epochs(epochs).batchSize(16));
  LearningCurves.of(history).save(Path.of("learning.png"));
  IO.println("accuracy " + trainer.evaluate(test.map(normalize)).value("accuracy"));
}
