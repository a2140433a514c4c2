import module dev.fovea.data;
import module dev.fovea.formats;
import dev.fovea.data.Scale;
import dev.fovea.nn.models.*;

/** A network for colour photographs moved to clothes: … Transfer.java WEIGHTS.th FASHION-MNIST-FOLDER */
void main(String[] args) throws IOException {
  boolean isReal = args.length > 1;
  MnistFolder clothes = isReal ? MnistFolder.open(Path.of(args[1])) : null;
  Dataset train = colour(isReal ? clothes.train().take(5000) : MadeUpDigits.of(Seed.of(1)).train(300));
  Dataset test = colour(isReal ? clothes.test() : MadeUpDigits.of(Seed.of(1)).test(100));
  Fit fit = Fit.epochs(isReal ? 15 : 3).batchSize(50);

  Sequential pretrained = ResNetCifar.of(20, 10, Seed.of(7));
  if (isReal) {
    IO.println(Weights.read(Path.of(args[0])).stateDict().into(pretrained));
  }
  Sequential moved = pretrained.replace("linear", Linear.config(10), Seed.of(8));
  moved.freeze("*");
  moved.unfreeze("linear");
  FrozenBody cut = FrozenBody.of(moved);
  trainer(cut.head(), 3e-3).fit(cut.features(train), fit);
  report("frozen body, new head", moved, test);

  Sequential pixels = Sequential.input(3, 32, 32).flatten().linear(10).build(Seed.of(8));
  trainer(pixels, 1e-3).fit(train, fit);
  report("the same head on raw pixels", pixels, test);

  Sequential scratch = ResNetCifar.of(20, 10, Seed.of(8));
  trainer(scratch, 1e-3).fit(train, isReal ? fit : Fit.epochs(1).batchSize(50));
  report("the same network from scratch", scratch, test);
}

Trainer trainer(Layer model, double rate) {
  return Trainer.of(model).loss(Loss.crossEntropy()).optimizer(Adam.of(rate)).metric(Accuracy.top1());
}

void report(String what, Layer model, Dataset test) {
  IO.println("%-30s accuracy %.4f".formatted(what, trainer(model, 1).evaluate(test).value("accuracy")));
}

/** Grey images of 28 × 28 as the network knows images: 32 × 32, three channels, normalised as CIFAR-10 was. */
Dataset colour(Dataset grey) {
  float[] values = new float[grey.size() * 3 * 32 * 32];
  double[] mean = {0.485, 0.456, 0.406};
  double[] deviation = {0.229, 0.224, 0.225};
  for (int n = 0; n < grey.size(); n++) {
    float[] image = grey.batch(n).inputs().toFloatArray();
    for (int i = 0; i < 3 * 1024; i++) {
      int row = i % 1024 / 32 - 2;
      int column = i % 32 - 2;
      boolean isInside = row >= 0 && row < 28 && column >= 0 && column < 28;
      double value = isInside ? image[row * 28 + column] / 255 : 0;
      values[n * 3072 + i] = (float) ((value - mean[i / 1024]) / deviation[i / 1024]);
    }
  }
  return new Dataset(grey.name(), FloatFeatures.of(values, Shape.of(3, 32, 32)), grey.targets());
}
