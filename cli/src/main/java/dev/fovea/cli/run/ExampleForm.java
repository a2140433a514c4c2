package dev.fovea.cli.run;

import dev.fovea.cli.config.Recipe;
import dev.fovea.cli.dataset.DataSource;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.Problem;
import dev.fovea.data.Transform;
import dev.fovea.data.image.ImageFit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What examples must be like to be judged or asked about.
 *
 * @param example the shape of one example when all is done to it
 * @param classes the names of the classes
 * @param transforms what is done to each example
 * @param fit what is done to images of another size
 */
public record ExampleForm(
    Shape example, List<String> classes, List<Transform> transforms, ImageFit fit) {
  /** Copies the lists. */
  public ExampleForm {
    classes = List.copyOf(classes);
    transforms = List.copyOf(transforms);
  }

  /** The shape of one example as it is stored, before anything is done to it. */
  public Shape stored() {
    Shape shape = example;
    for (Transform transform : transforms.reversed()) {
      shape = transform.inputShape(shape);
    }
    return shape;
  }

  /** Examples with done to them what is done to each. */
  public Dataset prepared(Dataset stored) {
    Dataset data = stored;
    for (Transform transform : transforms) {
      data = data.map(transform);
    }
    return data;
  }

  /**
   * Data that a recipe reads from another place: its test set or, where none is set apart, all of
   * it.
   *
   * @throws RunException if the examples are stored in another shape
   */
  EvaluationSet judged(Recipe recipe, Path path) throws IOException {
    DataSource source = recipe.experiment(Overrides.none().withData(path)).data().source();
    Optional<Examples> apart = source.test(classes);
    Examples found = apart.isPresent() ? apart.get() : source.judged(classes);
    if (!found.data().exampleShape().equals(stored())) {
      throw new RunException(
          Problem.of("data: the examples do not fit the network")
              .with("data", path)
              .with("expected by the network", stored())
              .with("found", found.data().exampleShape()));
    }
    return new EvaluationSet(prepared(found.data()), source.description(), apart.isPresent());
  }
}
