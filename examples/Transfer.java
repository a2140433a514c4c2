import module dev.fovea.data;
import module dev.fovea.formats;
import dev.fovea.nn.models.*;
import dev.fovea.nn.train.Fit;

/** A network for ten kinds of pictures moved to others: … Transfer.java WEIGHTS.th FOLDER SEED */
void main(String[] args) throws IOException {
  Seed seed = Seed.of(args.length > 2 ? Long.parseLong(args[2]) : 1);
  Fit fit = Fit.epochs(args.length > 1 ? 5 : 1).batchSize(50).seed(seed);
  Dataset train = pictures(args, true);
  Dataset test = pictures(args, false);
  int classes = train.classNames().size();

  Sequential moved = pretrained(args).replace("linear", Linear.config(classes), seed);
  moved.freeze("*");
  moved.unfreeze("linear");
  FrozenBody cut = FrozenBody.of(moved);
  trainer(cut.head()).fit(cut.features(train), fit);
  report("frozen body, new head", moved, test);

  Sequential tuned = pretrained(args).replace("linear", Linear.config(classes), seed);
  trainer(tuned).fit(train, fit);
  report("body trained too", tuned, test);

  Sequential pixels = Sequential.input(3, 32, 32).flatten().linear(classes).build(seed);
  trainer(pixels).fit(train, fit);
  report("the same head on raw pixels", pixels, test);

  Sequential scratch = ResNetCifar.of(20, classes, seed);
  trainer(scratch).fit(train, fit);
  report("the same network from scratch", scratch, test);
}

Sequential pretrained(String[] args) throws IOException {
  Sequential network = ResNetCifar.of(20, 10, Seed.of(7));
  if (args.length > 1) Weights.read(Path.of(args[0])).stateDict().into(network);
  return network;
}

Trainer trainer(Layer model) {
  return Trainer.of(model).loss(Loss.crossEntropy()).optimizer(Adam.of(1e-3)).metric(Accuracy.top1());
}

void report(String what, Layer model, Dataset test) {
  IO.println("%-30s accuracy %.4f".formatted(what, trainer(model).evaluate(test).value("accuracy")));
}

/** Five classes of CIFAR-10, or 2,000 gray pictures made to look so; digits if no folder is named. */
Dataset pictures(String[] args, boolean isTrain) throws IOException {
  Path folder = Path.of(args.length > 1 ? args[1] : "");
  boolean isGray = args.length < 2 || Files.exists(folder.resolve("train-images-idx3-ubyte.gz"));
  Dataset all = args.length < 2 ? SyntheticDigits.of(Seed.of(isTrain ? 1 : 2)).train(200)
      : isGray && isTrain ? MnistFolder.open(folder).train().take(2000)
      : isGray ? MnistFolder.open(folder).test().take(2000)
      : isTrain ? CifarFolder.find(folder).readTrain("train") : CifarFolder.find(folder).readTest("test");
  Dataset colors = isGray ? all.map(new Margin(2)).map(new RepeatChannel(3))
      : all.onlyClasses(all.classNames().subList(0, 5));
  return colors.map(ScaleBy.bytesToUnit())
      .map(new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));
}
