import module dev.fovea.data;
import module dev.fovea.nn;

/** The class of the most similar known image: java -p JARS … NearestNeighbor.java [MNIST-FOLDER [TRAIN TEST]] */
void main(String[] args) throws IOException {
  boolean isReal = args.length > 0;
  MnistFolder mnist = isReal ? MnistFolder.open(Path.of(args[0])) : null;
  Dataset known = isReal ? mnist.train() : SyntheticDigits.of(Seed.of(1)).train(4_000);
  Dataset asked = isReal ? mnist.test() : SyntheticDigits.of(Seed.of(1)).test(500);
  if (args.length > 2) {
    known = known.take(Integer.parseInt(args[1]));
    asked = asked.take(Integer.parseInt(args[2]));
  }
  known = known.map(ScaleBy.bytesToUnit());
  asked = asked.map(ScaleBy.bytesToUnit());

  // k and the distance are chosen on examples held out of the known ones, not on the test set.
  Split split = Split.stratified(known, 0.1, Seed.of(42));
  NearestNeighbors chosen = NearestNeighbors.of(split.train());
  double best = 0;
  for (Distance distance : Distance.values()) {
    for (int k : new int[] {1, 3, 5}) {
      NearestNeighbors classifier = NearestNeighbors.of(split.train()).distance(distance).k(k);
      double accuracy = accuracy(classifier, split.validation());
      IO.println("%s, k = %d: validation accuracy %.4f".formatted(distance, k, accuracy));
      if (accuracy > best) {
        best = accuracy;
        chosen = NearestNeighbors.of(known).distance(distance).k(k);
      }
    }
  }
  IO.println("the best of these, on the test set: accuracy %.4f".formatted(accuracy(chosen, asked)));
}

double accuracy(NearestNeighbors classifier, Dataset set) {
  Predictions answers = classifier.predict(set);
  return ConfusionMatrix.of(answers.outputs(), answers.targets()).accuracy();
}
