package dev.fovea.cli;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.config.Network;
import dev.fovea.cli.config.Recipe;
import dev.fovea.cli.run.ForeignModel;
import dev.fovea.cli.run.TrainedModel;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.TensorSource;
import dev.fovea.formats.Container;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
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
    description = {
      "Show the layers of a network, their output shapes and parameters; of a file without"
          + " layers, the tensors.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  fovea summary mnist-cnn",
      "  fovea summary my-network.yaml",
      "  fovea summary runs/some-run",
      "  fovea summary resnet.pth",
      "  fovea summary mnist-8.onnx",
      "  fovea summary model.keras"
    })
final class SummaryCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;

  @Parameters(
      paramLabel = "RECIPE|FILE.yaml|RUN|FILE",
      description = "A recipe, a configuration, a run folder or a file of tensors.")
  private String what = "";

  @Override
  public Integer call() throws IOException {
    Main.terminalOf(main).line(text());
    return 0;
  }

  private String text() throws IOException {
    if (Recipe.named(what).isPresent() || NamedRecipe.isFile(what)) {
      Experiment experiment = NamedRecipe.find(what).experiment(Overrides.none());
      Sequential network = Network.described(experiment);
      return network.summary().toString();
    }
    Path path = Path.of(what);
    if (!Files.exists(path)) {
      throw NamedRecipe.unknown(
          "network", what, "a run folder, a model file or a .yaml file is named by its path");
    }
    Path file = TrainedModel.file(path);
    if (ForeignModel.isOne(file)) {
      Model network = ForeignModel.read(file);
      return network.input().isPresent()
          ? network.summary().toString()
          : TensorTable.of(NamedTensors.of(network.snapshot()));
    }
    Container container = Container.of(file);
    if (container == Container.FOVEA) {
      return TrainedModel.load(file).network().summary().toString();
    }
    try (TensorSource source = container.open(file)) {
      return TensorTable.of(source.contents());
    }
  }
}
