package dev.fovea.cli;

import dev.fovea.cli.run.ForeignModel;
import dev.fovea.cli.run.TrainedModel;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.TensorSource;
import dev.fovea.formats.Container;
import dev.fovea.formats.LoadReport;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.SavedModel;
import dev.fovea.formats.Weights;
import dev.fovea.formats.keras.KerasFile;
import dev.fovea.formats.onnx.OnnxFile;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea convert}. */
@Command(
    name = "convert",
    description = {
      "Write the weights or the model of one file into a file of another kind.",
      "",
      "The name of OUT says which: safetensors, pt, npz, fovea, onnx, h5 or keras. Numbers keep"
          + " their width unless another is asked for. Models go with their layers between ours,"
          + " ONNX and Keras.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  fovea convert runs/some-run digits.safetensors",
      "  fovea convert model.fovea model.pt --half      for torch.load",
      "  fovea convert checkpoint.pth net.npz --state-dict",
      "  fovea convert net.pt tuned.fovea --like model.fovea",
      "  fovea convert runs/some-run digits.onnx",
      "  fovea convert mnist-8.onnx digits.fovea",
      "  fovea convert model.h5 digits.fovea            from Keras, and back likewise"
    })
final class ConvertCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "A file of tensors, whatever its name, or a run folder.")
  private Path in = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out = Path.of("");

  @Option(names = "--half", description = "Write floating-point numbers as float16.")
  private boolean isHalf;

  @Option(names = "--bfloat16", description = "Write floating-point numbers as bfloat16.")
  private boolean isBfloat16;

  @Option(
      names = "--state-dict",
      description = "Take the model's part of a checkpoint, without module. in front of names.")
  private boolean isStateDict;

  @Option(
      names = "--rename",
      paramLabel = "REGEX=NEW",
      description = "Replace what matches in the names; may be repeated.")
  private Map<String, String> renaming = new LinkedHashMap<>();

  @Option(
      names = "--like",
      paramLabel = "MODEL",
      description = "For .fovea: a model file or run with the layers to fill.")
  private @Nullable Path like;

  @Override
  public Integer call() throws IOException {
    boolean isToOnnx = out.toString().toLowerCase(Locale.ROOT).endsWith(OnnxFile.EXTENSION);
    if (isToOnnx) {
      Model model = model(TrainedModel.file(in));
      OnnxFile.write(out, model, width());
      say(model.stateDict().size() + " tensors");
      return 0;
    }
    if (ForeignModel.isKeras(out)) {
      toKeras();
      return 0;
    }
    Container target =
        Container.named(out)
            .orElseThrow(() ->
                new UsageException(
                    "cannot tell from its name what "
                        + out
                        + " shall be\n  expected: a name that ends in "
                        + Stream.of(Container.values())
                            .filter(kind -> kind != Container.NPY)
                            .map(kind -> kind.extensions().getFirst())
                            .collect(Collectors.joining(", "))
                        + ", "
                        + String.join(", ", ForeignModel.EXTENSIONS)));
    FloatWidth width = width();
    Path file = TrainedModel.file(in);
    if (ForeignModel.isOne(file)) {
      fromOthers(file, target, width);
      return 0;
    }
    try (TensorSource source = Container.of(file).open(file)) {
      Weights weights = renamed(new Weights(source.contents()));
      if (target.canBeWritten()) {
        NamedTensors contents = weights.tensors().in(width);
        target.write(out, contents);
        say(contents.tensors().size() + " tensors");
      } else {
        fill(target, weights, width);
      }
    }
    return 0;
  }

  private static Model model(Path file) throws IOException {
    return ForeignModel.isOne(file) ? ForeignModel.read(file) : ModelFile.load(file).model();
  }

  private void toKeras() throws IOException {
    Model model = model(TrainedModel.file(in));
    if (width() != FloatWidth.UNCHANGED) {
      throw new UsageException(
          "a file of Keras holds the numbers its layers compute with: float32");
    }
    if (!(model instanceof Sequential line)) {
      throw new UsageException(
          "a file of Keras is written of layers one after the other, and these branch");
    }
    KerasFile.write(out, line);
    say(model.stateDict().size() + " tensors");
  }

  /** A model file takes the whole model, unless its weights shall fill other layers. */
  private void fromOthers(Path file, Container target, FloatWidth width) throws IOException {
    Model network = ForeignModel.read(file);
    Weights weights = renamed(Weights.of(network.snapshot()));
    if (target.canBeWritten()) {
      target.write(out, weights.tensors().in(width));
      say(weights.tensors().tensors().size() + " tensors");
    } else if (target == Container.FOVEA && like == null && width == FloatWidth.UNCHANGED) {
      ModelFile.save(out, network, ModelCard.empty());
      int layers = network.children().size();
      String parts = network instanceof GraphNetwork ? " nodes, " : " layers, ";
      say(layers + parts + network.stateDict().size() + " tensors");
    } else {
      fill(target, weights, width);
    }
  }

  private FloatWidth width() {
    if (isHalf && isBfloat16) {
      throw new UsageException("--half and --bfloat16 exclude each other");
    }
    return isHalf ? FloatWidth.FLOAT16 : isBfloat16 ? FloatWidth.BFLOAT16 : FloatWidth.UNCHANGED;
  }

  private Weights renamed(Weights weights) {
    Weights renamed = isStateDict ? weights.stateDict() : weights;
    for (Map.Entry<String, String> rule : renaming.entrySet()) {
      renamed = renamed.rename(rule.getKey(), rule.getValue());
    }
    return renamed;
  }

  /** A model file has layers and a card too: they come from another. */
  private void fill(Container target, Weights weights, FloatWidth width) throws IOException {
    if (target != Container.FOVEA) {
      throw new UsageException("an .npy file holds one array without a name; name an .npz file");
    }
    if (like == null) {
      throw new UsageException(
          "a model file needs layers, and weights have none\n"
              + "  expected: --like MODEL, a model file or run with the same layers");
    }
    if (width != FloatWidth.UNCHANGED) {
      throw new UsageException("a model file holds the numbers its layers compute with: float32");
    }
    SavedModel model = ModelFile.load(TrainedModel.file(like));
    LoadReport report = weights.into(model.model());
    ModelFile.save(out, model.model(), model.card());
    say(report.toString());
  }

  private void say(String what) {
    Main.terminalOf(main).line(out + ": " + what);
  }
}
