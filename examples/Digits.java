import module dev.fovea.data;
import module dev.fovea.formats;
import module dev.fovea.plot;

/** Trains on synthetic digits, evaluates, saves, loads, draws: java -p JARS … Digits.java [FOLDER] */
void main(String[] args) throws IOException {
  Path folder = Path.of(args.length > 0 ? args[0] : ".");
  Dataset train = SyntheticDigits.of(Seed.of(1)).train(20_000).map(ScaleBy.bytesToUnit());
  Dataset test = SyntheticDigits.of(Seed.of(1)).test(2_000).map(ScaleBy.bytesToUnit());

  Sequential network = Sequential.input(1, 28, 28)
      .conv2d(8, 5).relu().maxPool2d(2)
      .conv2d(16, 5).relu().maxPool2d(2)
      .flatten().dropout(0.5).linear(10)
      .build(Seed.of(42));
  IO.println(network.summary());

  Trainer trainer = Trainer.of(network)
      .loss(Loss.crossEntropy()).optimizer(Adam.of(1e-3)).metric(Accuracy.top1());
  History history = trainer.fit(train, test, Fit.epochs(10).batchSize(100));
  IO.println("accuracy " + trainer.evaluate(test).value("accuracy"));

  ModelFile.save(folder.resolve("digits.fovea"), network, ModelCard.empty());
  Model loaded = ModelFile.load(folder.resolve("digits.fovea")).model();
  IO.println("the first five: " + loaded.predict(test.batch(0, 1, 2, 3, 4).inputs()).argMax(1));
  LearningCurves.of(history).save(folder.resolve("learning.png"));
  Filters.of(loaded.child("conv1", Conv2d.class).weight().snapshot()).save(folder.resolve("filters.png"));
}
