import module dev.fovea.data;

/** The training loop by hand, for any model and any optimizer: java -p JARS … OpenLoop.java [MNIST] */
void main(String[] args) throws IOException {
  SyntheticDigits synthetic = SyntheticDigits.of(Seed.of(1));
  MnistFolder digits = args.length > 0
      ? MnistFolder.open(Path.of(args[0])) : new MnistFolder(synthetic.train(6_000), synthetic.test(1_000));
  Dataset train = digits.train().map(ScaleBy.bytesToUnit());
  Dataset test = digits.test().map(ScaleBy.bytesToUnit());
  Layer cnn = ConvNet.of(Seed.of(42));
  train(cnn, Adam.of(1e-3).over(cnn), train, test, 3);
  Layer logistic = Sequential.input(1, 28, 28).flatten().linear(10).build(Seed.of(42));
  train(logistic, Sgd.of(0.05).momentum(0.9).over(logistic), train, test, 3);
}

/** A model of one's own: what it computes is written out. */
record ConvNet(Layer conv1, Layer conv2, Layer logits) implements Layer {
  static ConvNet of(Seed seed) {
    return new ConvNet(
        Conv2d.config(8, 5).build(Shape.of(1, 28, 28), seed.split("conv1")),
        Conv2d.config(16, 5).build(Shape.of(8, 12, 12), seed.split("conv2")),
        Linear.config(10).build(Shape.of(16 * 4 * 4), seed.split("logits")));
  }

  public Tensor forward(Tensor x, Pass pass) {
    Window pool = Window.of(2, 2).stride(2, 2);
    Tensor y = pass.call("conv1", conv1, x).relu().maxPool(pool);
    Tensor z = pass.call("conv2", conv2, y).relu().maxPool(pool).flatten(1);
    return pass.call("logits", logits, pass.dropout(z, 0.5));
  }
}

void train(Layer model, Optimizer optimizer, Dataset train, Dataset test, int epochs) {
  for (int epoch = 1; epoch <= epochs; epoch++) {
    double sum = 0;
    int batches = 0;
    for (Batch batch : train.shuffled(100, Seed.of(42).split(epoch))) {
      Pass pass = Pass.training(Seed.of(42), optimizer.steps());
      Tensor scores = model.forward(batch.inputs(), pass);
      Tensor loss = Loss.crossEntropy().mean(scores, batch.targets());
      optimizer.step(loss, pass, scores);
      sum += loss.item();
      if (batches++ % 250 == 0) {
        IO.println("[train] epoch %d [%d/%d] mean loss %.4f, batch accuracy %.2f".formatted(epoch,
            batches, train.size() / 100, sum / batches, accuracy(scores, batch.targets())));
      }
    }
    test(model, test);
  }
}

void test(Layer model, Dataset test) {
  Batch all = test.all();
  Tensor scores = model.predict(all.inputs());
  IO.println("[test] mean loss %.4f, accuracy %.4f".formatted(
      Loss.crossEntropy().mean(scores, all.targets()).item(), accuracy(scores, all.targets())));
}

double accuracy(Tensor scores, Tensor labels) {
  return ConfusionMatrix.of(scores, labels).accuracy();
}
