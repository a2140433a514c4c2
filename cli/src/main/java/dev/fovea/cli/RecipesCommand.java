package dev.fovea.cli;

import dev.fovea.cli.config.Recipe;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea recipes}. */
@Command(
    name = "recipes",
    description = {"List the recipes that come with Fovea.", ""},
    footer = {
      "",
      "Examples:",
      "  fovea recipes",
      "  fovea recipes --show mnist-cnn > my-network.yaml     a start for your own"
    })
final class RecipesCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;

  @Option(names = "--show", paramLabel = "RECIPE", description = "Print the YAML of a recipe.")
  private @Nullable String shown;

  @Override
  public Integer call() {
    Terminal terminal = Main.terminalOf(main);
    if (shown != null) {
      String name = shown;
      Recipe recipe =
          Recipe.named(name)
              .orElseThrow(() -> NamedRecipe.unknown("recipe", name, "fovea recipes lists them"));
      terminal.out().print(recipe.text());
      terminal.out().flush();
      return 0;
    }
    int width = Recipe.NAMES.stream().mapToInt(String::length).max().orElse(0);
    for (String name : Recipe.NAMES) {
      String description = Recipe.named(name).map(Recipe::description).orElse("");
      terminal.line(terminal.bold(name) + " ".repeat(width - name.length() + 2) + description);
    }
    return 0;
  }
}
