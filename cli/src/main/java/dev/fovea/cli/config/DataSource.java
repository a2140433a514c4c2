package dev.fovea.cli.config;

import dev.fovea.core.Seed;
import dev.fovea.core.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.data.idx.IdxDataset;
import dev.fovea.data.idx.MnistFolder;
import dev.fovea.data.madeup.MadeUpDigits;
import dev.fovea.data.madeup.MadeUpTremor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where examples come from. */
public sealed interface DataSource {
  /** The examples to learn from, as they are stored. */
  Dataset train() throws IOException;

  /** The examples for the last judgement, as they are stored. */
  Dataset test() throws IOException;

  /** The shape of one example; reads the data only if nothing else tells. */
  Shape exampleShape() throws IOException;

  /** The names of the classes. */
  List<String> classes();

  /** What it is, for people. */
  String description();

  /**
   * A folder laid out as MNIST is.
   *
   * @param folder where the four idx files are
   * @param classes the names of the classes
   * @param shape of one example, if it is to be checked
   */
  record Folder(Path folder, List<String> classes, Optional<Shape> shape) implements DataSource {
    @Override
    public Dataset train() throws IOException {
      return open().train();
    }

    @Override
    public Dataset test() throws IOException {
      return open().test();
    }

    private MnistFolder open() throws IOException {
      return shape.isPresent()
          ? MnistFolder.open(folder, classes, shape.get())
          : MnistFolder.open(folder, classes);
    }

    @Override
    public Shape exampleShape() throws IOException {
      return shape.isPresent() ? shape.get() : train().exampleShape();
    }

    @Override
    public String description() {
      return folder.toString();
    }
  }

  /**
   * Two idx files, inputs and labels.
   *
   * @param inputs the examples
   * @param labels their classes
   */
  record IdxPair(Path inputs, Path labels) {
    Dataset read(String name, List<String> classes, Optional<Shape> shape) throws IOException {
      return shape.isPresent()
          ? IdxDataset.read(name, inputs, labels, classes, shape.get())
          : IdxDataset.read(name, inputs, labels, classes);
    }
  }

  /**
   * Idx files named one by one.
   *
   * @param training to learn from
   * @param testing for the last judgement
   * @param classes the names of the classes
   * @param shape of one example, if it is to be checked
   */
  record Files(IdxPair training, IdxPair testing, List<String> classes, Optional<Shape> shape)
      implements DataSource {
    @Override
    public Dataset train() throws IOException {
      return training.read(training.inputs().getFileName().toString(), classes, shape);
    }

    @Override
    public Dataset test() throws IOException {
      return testing.read(testing.inputs().getFileName().toString(), classes, shape);
    }

    @Override
    public Shape exampleShape() throws IOException {
      return shape.isPresent() ? shape.get() : train().exampleShape();
    }

    @Override
    public String description() {
      return training.inputs().toString();
    }
  }

  /**
   * Idx files that are yet to be named: enough to describe a network, not to train it.
   *
   * @param classes the names of the classes
   * @param shape of one example, if it is told
   * @param missing what is said when the examples are asked for
   */
  record Unnamed(List<String> classes, Optional<Shape> shape, ConfigException missing)
      implements DataSource {
    @Override
    public Dataset train() {
      throw missing;
    }

    @Override
    public Dataset test() {
      throw missing;
    }

    @Override
    public Shape exampleShape() {
      return shape.orElseThrow(() -> missing);
    }

    @Override
    public String description() {
      return "not named";
    }
  }

  /**
   * Digits that Fovea draws itself.
   *
   * @param trainCount how many to learn from
   * @param testCount how many for the last judgement
   * @param seed whose digits they are
   */
  record MadeUp(int trainCount, int testCount, Seed seed) implements DataSource {
    @Override
    public Dataset train() {
      return MadeUpDigits.of(seed).train(trainCount);
    }

    @Override
    public Dataset test() {
      return MadeUpDigits.of(seed).test(testCount);
    }

    @Override
    public Shape exampleShape() {
      return MadeUpDigits.of(seed).train(1).exampleShape();
    }

    @Override
    public List<String> classes() {
      return ClassTargets.numbered(10);
    }

    @Override
    public String description() {
      return "made-up digits, drawn by Fovea itself";
    }
  }

  /**
   * Spectrograms that Fovea makes itself: slow tremor and noise.
   *
   * @param trainCount how many to learn from
   * @param testCount how many for the last judgement
   * @param seed whose records they are
   */
  record MadeUpRecords(int trainCount, int testCount, Seed seed) implements DataSource {
    @Override
    public Dataset train() {
      return MadeUpTremor.of(seed).train(trainCount);
    }

    @Override
    public Dataset test() {
      return MadeUpTremor.of(seed).test(testCount);
    }

    @Override
    public Shape exampleShape() {
      return Shape.of(1, MadeUpTremor.FREQUENCIES, MadeUpTremor.TIMES);
    }

    @Override
    public List<String> classes() {
      return MadeUpTremor.of(seed).train(1).classNames();
    }

    @Override
    public String description() {
      return "made-up spectrograms, drawn by Fovea itself";
    }
  }
}
