package dev.fovea.data.known;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The one list of the known sets. */
public final class KnownSets {
  private static final KnownSet MNIST =
      new KnownSet(
          "mnist",
          "Handwritten digits: 60,000 to learn from, 10,000 for the test, 28 x 28 gray",
          false,
          "usually given as CC BY-SA 3.0; LeCun, Cortes and Burges; cite LeCun et al. 1998,"
              + " Gradient-based learning applied to document recognition",
          "http://yann.lecun.com/exdb/mnist/",
          List.of(
              mnist(
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              mnist(
                  "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              mnist(
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              mnist(
                  "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
          new Source.Separate(),
          List.of("mnist"),
          List.of("mnist-cnn", "mnist-logistic", "mlp-classifier", "nearest-neighbor", "lenet"));

  private static final KnownSet FASHION_MNIST =
      new KnownSet(
          "fashion-mnist",
          "Clothes: 60,000 to learn from, 10,000 for the test, 28 x 28 gray, as MNIST",
          false,
          "MIT, Zalando SE; cite Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747",
          "https://github.com/zalandoresearch/fashion-mnist",
          List.of(
              fashion(
                  "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              fashion(
                  "train-labels-idx1-ubyte.gz",
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              fashion(
                  "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              fashion(
                  "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
          new Source.Separate(),
          List.of("fashion-mnist"),
          List.of("mnist-cnn", "mnist-logistic", "mlp-classifier", "nearest-neighbor", "lenet"));

  private static final KnownSet CIFAR10 =
      new KnownSet(
          "cifar10",
          "Small color pictures of ten classes: 50,000 to learn from, 10,000 for the test",
          false,
          "no formal license; cite Krizhevsky 2009, Learning Multiple Layers of Features from"
              + " Tiny Images",
          "https://www.cs.toronto.edu/~kriz/cifar.html",
          Stream.concat(
                  Stream.of("1", "2", "3", "4", "5")
                      .map(batch -> "data_batch_" + batch + ".bin")
                      .map(KnownSets::cifarBatch),
                  Stream.of(cifarBatch("test_batch.bin"), KnownFile.of("batches.meta.txt")))
              .toList(),
          new Source.TarGz(
              KnownFile.of("cifar-10-binary.tar.gz")
                  .bytes(170_052_171)
                  .checksum(FileChecksum.md5("c32a1d4ab5d03f1284b67883e8d87530"))
                  .at("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
              "cifar-10-batches-bin"),
          List.of("cifar10", "cifar-10-batches-bin"),
          List.of("cifar-mlp", "cifar-cnn", "cifar-cnn-improved", "transfer-resnet20"));

  private static final KnownSet HAR =
      new KnownSet(
          "har",
          "What people do, by the motion of their phones: 10,299 windows of six channels",
          false,
          "CC BY 4.0; cite Anguita, Ghio, Oneto, Parra and Reyes-Ortiz 2013, A Public Domain"
              + " Dataset for Human Activity Recognition Using Smartphones",
          "https://archive.ics.uci.edu/dataset/240/human+activity+recognition+using+smartphones",
          HarArchive.FILES.stream().map(KnownFile::of).toList(),
          new Source.HarZip(
              KnownFile.of("human+activity+recognition+using+smartphones.zip")
                  .checksum(
                      FileChecksum.sha256(
                          "c00b803081a5c797cd5e4b83700a9810b38d53d9d84e01917e090e1fdbc81031"))
                  .at(
                      "https://archive.ics.uci.edu/static/public/240/"
                          + "human+activity+recognition+using+smartphones.zip")),
          List.of("har"),
          List.of("har-cnn", "har-cnn-softmax"));

  private static final KnownSet SEISMIC =
      new KnownSet(
          "seismic",
          "Seismograms: windows with and without an earthquake, three channels at 100 Hz",
          false,
          "as their source says; PhaseNet's samples: MIT, data of the Northern California"
              + " Earthquake Data Center",
          "https://github.com/AI4EPS/PhaseNet",
          List.of(KnownFile.of("seismic_windows.h5")),
          new Source.ByHand(
              List.of(
                  "There is no official file. Write one with HDF5, such as by h5py, from records",
                  "that you have or that github.com/AI4EPS/PhaseNet (dataset/waveform_train) or",
                  "github.com/smousavi05/STEAD offer:",
                  "  earthquakes         [N, 3, T] float32, windows with an earthquake",
                  "  noise               [M, 3, T] float32, windows without",
                  "  earthquakes_record  [N] int32, which record a window is from; may be missing",
                  "  noise_record        [M] int32, the same; keeps a record on one side of a"
                      + " split")),
          List.of("seismic"),
          List.of("convnetquake"));

  private static final KnownSet RESNET20 =
      new KnownSet(
          "resnet20",
          "Weights of a ResNet-20 trained on CIFAR-10 (91.78 % on its test set)",
          true,
          "BSD-2-Clause, Yerlan Idelbayev; cite He, Zhang, Ren and Sun 2016, arXiv:1512.03385",
          "https://github.com/akamaster/pytorch_resnet_cifar10",
          List.of(
              KnownFile.of("resnet20-12fca82f.th")
                  .bytes(1_099_231)
                  .checksum(
                      FileChecksum.sha256(
                          "12fca82f0bebc4135bf1f32f6e3710e61d5108578464b84fd6d7f5c1b04036c8"))
                  .at(
                      "https://github.com/akamaster/pytorch_resnet_cifar10/raw/master/"
                          + "pretrained_models/resnet20-12fca82f.th",
                      "https://raw.githubusercontent.com/akamaster/pytorch_resnet_cifar10/master/"
                          + "pretrained_models/resnet20-12fca82f.th")),
          new Source.Separate(),
          List.of("resnet20", "models/pytorch"),
          List.of("transfer-resnet20"));

  /** All of them. */
  public static final List<KnownSet> ALL =
      List.of(MNIST, FASHION_MNIST, CIFAR10, HAR, SEISMIC, RESNET20);

  private KnownSets() {}

  /** The names of all. */
  public static List<String> names() {
    return ALL.stream().map(KnownSet::name).toList();
  }

  /** The one of this name. */
  public static Optional<KnownSet> named(String name) {
    return ALL.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  /** The data set of this name. */
  public static Optional<KnownSet> data(String name) {
    return named(name).filter(set -> !set.isWeights());
  }

  /** The weights of this name. */
  public static Optional<KnownSet> weights(String name) {
    return named(name).filter(KnownSet::isWeights);
  }

  private static KnownFile cifarBatch(String name) {
    return KnownFile.of(name).bytes(30_730_000);
  }

  private static KnownFile mnist(String name, long bytes, String sha256) {
    return KnownFile.of(name)
        .bytes(bytes)
        .checksum(FileChecksum.sha256(sha256))
        .at(
            "https://ossci-datasets.s3.amazonaws.com/mnist/" + name,
            "https://storage.googleapis.com/cvdf-datasets/mnist/" + name);
  }

  private static KnownFile fashion(String name, long bytes, String sha256) {
    return KnownFile.of(name)
        .bytes(bytes)
        .checksum(FileChecksum.sha256(sha256))
        .at(
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/" + name,
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/" + name);
  }
}
