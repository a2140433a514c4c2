import module dev.fovea.data;
import module dev.fovea.formats;
import dev.fovea.data.Scale;
import dev.fovea.nn.models.*;
import dev.fovea.nn.train.Fit;

/** A network for ten kinds of pictures moved to five of them: … Transfer.java WEIGHTS.th CIFAR-FOLDER */
void main(String[] args) throws IOException {
  boolean isReal = args.length > 1;
  CifarFolder folder = isReal ? CifarFolder.find(Path.of(args[1])) : null;
  Dataset train = five(isReal ? folder.readTrain("train") : madeUp(400));
  Dataset test = five(isReal ? folder.readTest("test") : madeUp(100));
  Fit fit = Fit.epochs(isReal ? 5 : 1).batchSize(50);

  Sequential pretrained = ResNetCifar.of(20, 10, Seed.of(7));
  if (isReal) Weights.read(Path.of(args[0])).stateDict().into(pretrained);
  Sequential moved = pretrained.replace("linear", Linear.config(5), Seed.of(8));
  moved.freeze("*");
  moved.unfreeze("linear");
  FrozenBody cut = FrozenBody.of(moved);
  trainer(cut.head()).fit(cut.features(train), fit);
  report("frozen body, new head", moved, test);

  Sequential pixels = Sequential.input(3, 32, 32).flatten().linear(5).build(Seed.of(8));
  trainer(pixels).fit(train, fit);
  report("the same head on raw pixels", pixels, test);

  Sequential scratch = ResNetCifar.of(20, 5, Seed.of(8));
  trainer(scratch).fit(train, fit);
  report("the same network from scratch", scratch, test);
}

Trainer trainer(Layer model) {
  return Trainer.of(model).loss(Loss.crossEntropy()).optimizer(Adam.of(1e-3)).metric(Accuracy.top1());
}

void report(String what, Layer model, Dataset test) {
  IO.println("%-30s accuracy %.4f".formatted(what, trainer(model).evaluate(test).value("accuracy")));
}

/** The first five of ten classes, prepared as for the network that is moved. */
Dataset five(Dataset ten) {
  int[] labels = ten.classTargets().labels();
  Dataset half = ten.subset(IntStream.range(0, ten.size()).filter(i -> labels[i] < 5).toArray());
  ClassTargets targets = ClassTargets.of(half.classTargets().labels(), ten.classNames().subList(0, 5));
  return new Dataset(half.name(), half.features(), targets)
      .map(Scale.bytesToUnit())
      .map(new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));
}

/** Something of the right shape, for a try without any files. */
Dataset madeUp(int count) {
  Dataset digits = MadeUpDigits.of(Seed.of(1)).train(count);
  float[] grey = digits.all().inputs().toFloatArray();
  float[] values = new float[count * 3072];
  for (int i = 0; i < values.length; i++) {
    values[i] = grey[i / 3072 * 784 + i % 3072 % 784];
  }
  return new Dataset("made up", FloatFeatures.of(values, Shape.of(3, 32, 32)), digits.targets());
}
