package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.image.ImageFit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where examples come from. */
public sealed interface DataSource
    permits DataSource.Stored, DataSource.Unnamed, DataSource.Synthetic, ChosenClasses {
  /**
   * The examples to learn from, as they are stored; all there are if none are set apart for the
   * test.
   */
  Examples train() throws IOException;

  /**
   * The examples to validate with, as they are stored, if they are set apart.
   *
   * @param classes the names of the classes, in the order of their numbers
   */
  Optional<Examples> validation(List<String> classes) throws IOException;

  /**
   * The examples for the last evaluation, as they are stored, if they are set apart.
   *
   * @param classes the names of the classes, in the order of their numbers
   */
  Optional<Examples> test(List<String> classes) throws IOException;

  /**
   * The examples on which a trained network is judged: those for the last evaluation or, where none
   * are set apart, all.
   *
   * @param classes the names of the classes, in the order of their numbers
   */
  Examples judged(List<String> classes) throws IOException;

  /** The shape of one example; reads the data only if nothing else tells. */
  Shape exampleShape() throws IOException;

  /** What it is, for people. */
  String description();

  /** What is done to images of another size than the network's. */
  default ImageFit fit() {
    return ImageFit.EXACT;
  }

  /**
   * Files of some format.
   *
   * @param reader reads them
   * @param parts where they are
   * @param description what they are, for people
   */
  record Stored(PartReader reader, PartsOfData parts, String description) implements DataSource {
    @Override
    public Examples train() throws IOException {
      return reader.read("train", parts.train(reader), reader.classes());
    }

    @Override
    public Optional<Examples> validation(List<String> classes) throws IOException {
      Optional<Part> part = parts.validation(reader);
      return part.isEmpty()
          ? Optional.empty()
          : Optional.of(reader.read("validation", part.get(), Optional.of(classes)));
    }

    @Override
    public Optional<Examples> test(List<String> classes) throws IOException {
      Optional<Part> part = parts.test(reader);
      return part.isEmpty()
          ? Optional.empty()
          : Optional.of(reader.read("test", part.get(), Optional.of(classes)));
    }

    @Override
    public Examples judged(List<String> classes) throws IOException {
      Optional<Part> part = parts.test(reader);
      return part.isPresent()
          ? reader.read("test", part.get(), Optional.of(classes))
          : reader.read("all", parts.train(reader), Optional.of(classes));
    }

    @Override
    public Shape exampleShape() throws IOException {
      Optional<Shape> told = reader.shape();
      return told.isPresent() ? told.get() : train().data().exampleShape();
    }

    @Override
    public ImageFit fit() {
      return reader.fit();
    }
  }

  /**
   * Files that are yet to be named: enough to describe a network, not to train it.
   *
   * @param shape of one example, if it is told
   * @param missing what is said when the examples are asked for
   */
  record Unnamed(Optional<Shape> shape, ConfigException missing) implements DataSource {
    @Override
    public Examples train() {
      throw missing;
    }

    @Override
    public Optional<Examples> validation(List<String> classes) {
      throw missing;
    }

    @Override
    public Optional<Examples> test(List<String> classes) {
      throw missing;
    }

    @Override
    public Examples judged(List<String> classes) {
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
   * Examples that Fovea makes itself.
   *
   * @param kind what they show
   * @param trainCount how many to learn from
   * @param testCount how many for the last evaluation
   * @param seed whose examples they are
   */
  record Synthetic(SyntheticData kind, int trainCount, int testCount, Seed seed)
      implements DataSource {
    @Override
    public Examples train() {
      return kind.train(seed, trainCount);
    }

    @Override
    public Optional<Examples> validation(List<String> classes) {
      return Optional.empty();
    }

    @Override
    public Optional<Examples> test(List<String> classes) {
      return Optional.of(judged(classes));
    }

    @Override
    public Examples judged(List<String> classes) {
      return kind.test(seed, testCount);
    }

    @Override
    public Shape exampleShape() {
      return kind.train(seed, 1).data().exampleShape();
    }

    @Override
    public String description() {
      return kind.description();
    }
  }
}
