package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.Section;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.image.ImageFit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The examples of some classes alone: {@code keep-classes: [cat, dog]}.
 *
 * @param all where they come from
 * @param classes the names of the classes, in the order of their new numbers
 * @param section where this is written, for errors
 */
record ChosenClasses(DataSource all, List<String> classes, Section section) implements DataSource {
  static final String KEY = "keep-classes";

  @Override
  public Examples train() throws IOException {
    return chosen(all.train());
  }

  @Override
  public Optional<Examples> validation(List<String> names) throws IOException {
    return all.validation(allNames()).map(this::chosen);
  }

  @Override
  public Optional<Examples> test(List<String> names) throws IOException {
    return all.test(allNames()).map(this::chosen);
  }

  @Override
  public Examples judged(List<String> names) throws IOException {
    return chosen(all.judged(allNames()));
  }

  /** The names of all classes, by which the files number them. */
  private List<String> allNames() throws IOException {
    return all.train().data().classNames();
  }

  private Examples chosen(Examples found) {
    try {
      Examples chosen = found.onlyClasses(classes);
      if (chosen.data().size() == 0) {
        throw new IllegalArgumentException(
            "no example of " + found.data().name() + " is of these classes");
      }
      return chosen;
    } catch (IllegalArgumentException | IllegalStateException refused) {
      throw section.refused(KEY, refused);
    }
  }

  @Override
  public Shape exampleShape() throws IOException {
    return all.exampleShape();
  }

  @Override
  public String description() {
    return all.description() + ", " + classes.size() + " of its classes";
  }

  @Override
  public ImageFit fit() {
    return all.fit();
  }
}
