import module dev.fovea.data;
import module dev.fovea.formats;
import module dev.fovea.plot;

/** LeNet-5, interrupted and resumed: java -p JARS … LeNet.java [MNIST-FOLDER [FOLDER]] */
void main(String[] args) throws IOException {
  Dataset digits = args.length > 0
      ? MnistFolder.open(Path.of(args[0])).train()
      : SyntheticDigits.of(Seed.of(1)).train(20_000);
  Path folder = Path.of(args.length > 1 ? args[1] : ".");
  Path checkpoints = folder.resolve("lenet_checkpoint");

  Dataset normalized = digits.map(ScaleBy.bytesToUnit()).map(Normalize.of(0.5, 0.5));
  Split split = Split.random(normalized, 0.2, Seed.of(42));
  Loader loader = Loader.of(split.train(), 50).shuffled(Seed.of(42));
  Batch first = loader.epoch(0).iterator().next();
  IO.println(loader.batches() + " batches, the first of shape " + first.inputs().shape());
  ImageGrid.of(IntStream.range(0, 3).mapToObj(i -> Example.labeled(
          Planes.of(split.train().batch(i).inputs()),
          "Label: " + split.train().classTargets().label(i))).toList())
      .save(folder.resolve("digits.png"));

  Sequential lenet = lenet(Seed.of(42));
  Tensor random = Tensor.of(Seed.of(1).generator().doubles(784).toArray(), 1, 1, 28, 28);
  lenet.forward(random.to(DType.FLOAT32), Pass.evaluation((path, layer, output) ->
      IO.println("%-10s output shape %s".formatted(path, output.shape()))));

  trainer(lenet, checkpoints).fit(split.train(), split.validation(), epochs(2));

  // The process may end here: another continues from the last checkpoint, to the same bits.
  Path last = checkpoints.resolve("epoch-0002.fovea");
  Trainer resumed = CheckpointFile.resume(last, trainer(lenet(Seed.of(0)), checkpoints)).trainer();
  History history = resumed.fit(split.train(), split.validation(), epochs(3));

  for (Epoch epoch : history.epochs()) {
    IO.println("[Epoch %d] loss: %.3f - accuracy: %.3f".formatted(
        epoch.number(), epoch.value("loss"), 100 * epoch.value("val_accuracy")));
  }
  TwoAxes.of(history, "loss", "val_accuracy").title("LeNet-5").save(folder.resolve("lenet.png"));
}

Sequential lenet(Seed seed) {
  return Sequential.input(1, 28, 28)
      .conv2d(6, 5, c -> c.padding(2)).sigmoid().avgPool2d(2)
      .conv2d(16, 5).sigmoid().avgPool2d(2)
      .flatten().linear(120).sigmoid().linear(84).sigmoid().linear(10)
      .build(seed);
}

Trainer trainer(Sequential lenet, Path checkpoints) {
  return Trainer.of(lenet).loss(Loss.crossEntropy()).optimizer(Adam.of(1e-3))
      .metric(Accuracy.top1()).on(Checkpoints.in(checkpoints));
}

Fit epochs(int number) {
  return Fit.epochs(number).batchSize(50).seed(Seed.of(42));
}
