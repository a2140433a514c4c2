package dev.fovea.cli;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.Network;
import dev.fovea.cli.config.Overrides;
import dev.fovea.cli.config.Recipe;
import dev.fovea.cli.run.TrainedModel;
import dev.fovea.nn.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea summary}. */
@Command(
    name = "summary",
    description = {"Show the layers of a network, their output shapes and parameters.", ""},
    footer = {
      "",
      "Examples:",
      "  fovea summary mnist-cnn",
      "  fovea summary my-network.yaml",
      "  fovea summary runs/some-run"
    })
final class SummaryCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;

  @Parameters(
      paramLabel = "RECIPE|FILE.yaml|RUN|MODEL",
      description = "A recipe, a configuration, a run folder or a model file.")
  private String what = "";

  @Override
  public Integer call() throws IOException {
    Main.terminalOf(main).line(network().summary().toString());
    return 0;
  }

  private Sequential network() throws IOException {
    if (Recipe.named(what).isEmpty() && !NamedRecipe.isFile(what)) {
      Path path = Path.of(what);
      if (Files.exists(path)) {
        return TrainedModel.load(path).network();
      }
      throw NamedRecipe.unknown(
          "network", what, "a run folder, a model file or a .yaml file is named by its path");
    }
    Experiment experiment = NamedRecipe.find(what).experiment(Overrides.none());
    return Network.build(experiment, experiment.data().source().exampleShape());
  }
}
