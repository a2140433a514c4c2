package dev.fovea.cli;

import dev.fovea.cli.config.Recipe;
import dev.fovea.formats.architecture.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a word of the command line stands for. */
final class NamedRecipe {
  private NamedRecipe() {}

  /** A recipe, or a file that ends in {@code .yaml} or {@code .yml}. */
  static Recipe find(String word) throws IOException {
    Optional<Recipe> known = Recipe.named(word);
    if (known.isPresent()) {
      return known.get();
    }
    if (isFile(word)) {
      return Recipe.read(Path.of(word));
    }
    throw unknown("recipe", word, "a configuration of your own ends in .yaml");
  }

  static boolean isFile(String word) {
    return word.endsWith(".yaml") || word.endsWith(".yml");
  }

  static UsageException unknown(String what, String word, String hint) {
    List<String> lines = new ArrayList<>();
    lines.add("unknown " + what + " " + word);
    Nearest.to(word, Recipe.NAMES).ifPresent(near -> lines.add("  did you mean: " + near));
    lines.add("  recipes:      " + String.join(", ", Recipe.NAMES));
    lines.add("  hint:         " + hint);
    return new UsageException(String.join("\n", lines));
  }
}
