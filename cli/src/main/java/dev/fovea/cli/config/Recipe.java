package dev.fovea.cli.config;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Document;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.cli.yaml.Section;
import dev.fovea.data.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration as it is written: one that comes with Fovea, or a user's own file.
 *
 * @param name what it is called
 * @param source for messages
 * @param base what relative paths in it start from
 * @param text the YAML
 */
public record Recipe(String name, String source, Path base, String text) {
  /** The recipes that come with Fovea. */
  public static final List<String> NAMES =
      List.of(
          "mnist-cnn",
          "mnist-logistic",
          "mlp-classifier",
          "nearest-neighbor",
          "lenet",
          "har-cnn",
          "har-cnn-softmax",
          "cifar-mlp",
          "cifar-cnn",
          "cifar-cnn-improved",
          "transfer-resnet20",
          "convnetquake",
          "slow-earthquake");

  /** One that comes with Fovea, if there is one of this name. */
  public static Optional<Recipe> named(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    String file = name + ".yaml";
    try (InputStream in = Recipe.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the recipe " + file + " is not in the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new Recipe(name, "recipe " + name, Path.of(""), text));
    } catch (IOException broken) {
      throw new IllegalStateException("the recipe " + file + " cannot be read", broken);
    }
  }

  /** A user's own file. */
  public static Recipe read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(Problem.of("config: no such file").with("file", file));
    }
    String fileName = file.toAbsolutePath().getFileName().toString();
    Path folder = file.toAbsolutePath().getParent();
    return new Recipe(
        fileName.replaceFirst("\\.ya?ml$", ""),
        file.toString(),
        folder == null ? Path.of("") : folder,
        Files.readString(file));
  }

  /** The configuration with command-line overrides applied. */
  public Experiment experiment(Overrides overrides) {
    return new ExperimentReader(this, Document.parse(source, text)).read(overrides);
  }

  /** What it is, in a sentence. */
  public String description() {
    return Section.root(Document.parse(source, text)).text("description").orElse("");
  }
}
