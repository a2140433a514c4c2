package dev.fovea.cli;

import dev.fovea.cli.run.ClassProbabilities;
import dev.fovea.cli.run.Comparison;
import dev.fovea.cli.run.ExampleForm;
import dev.fovea.cli.run.RunException;
import dev.fovea.cli.run.TrainedModel;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Problem;
import dev.fovea.data.image.ImageFit;
import dev.fovea.data.image.PictureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea predict}. */
@Command(
    name = "predict",
    description = {
      "Say what images show. They are prepared as the training images were; colors become gray"
          + " where the network takes gray.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  fovea predict runs/some-run seven.png",
      "  fovea predict model.fovea photo.jpg --resize --invert     dark ink, white paper",
      "  fovea predict net.onnx seven.png --scale 1/255"
    })
final class PredictCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;

  @Parameters(
      index = "0",
      paramLabel = "RUN|MODEL",
      description = "A run folder, a model file, or one of ONNX or Keras.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG, JPEG, WebP, GIF or BMP.")
  private List<Path> images = new ArrayList<>();

  @Option(names = "--resize", description = "Fit images of another size instead of refusing them.")
  private boolean resize;

  @Option(
      names = "--invert",
      description = "Swap dark and bright: handwritten digits are trained white on black.")
  private boolean invert;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "How many classes of each image are shown, the most probable first; 3 by default.")
  private int top = 3;

  @Mixin private PreparationOptions preparation = new PreparationOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Main.terminalOf(main);
    if (top < 1) {
      throw new UsageException("--top: expected at least 1 but was " + top);
    }
    engine.select(Optional.empty());
    Optional<Comparison> compared = Comparison.in(model);
    if (compared.isPresent()) {
      ExampleForm form = compared.get().form();
      preparation.refuse(form.transforms());
      show(terminal, form.classes(), compared.get().answers(inputs(form)));
    } else {
      TrainedModel saved = preparation.of(TrainedModel.load(model));
      preparation.warn(saved, terminal);
      ClassProbabilities answers =
          ClassProbabilities.of(saved.network(), saved.network().predict(inputs(saved.form())));
      show(terminal, saved.classes(), answers);
    }
    return 0;
  }

  private void show(Terminal terminal, List<String> classes, ClassProbabilities answers) {
    int width = classes.stream().mapToInt(String::length).max().orElse(1);
    for (int i = 0; i < images.size(); i++) {
      terminal.line(images.get(i) + "  " + terminal.bold(classes.get(answers.answer(i))));
      for (int label : best(answers, i)) {
        terminal.line(
            String.format(
                Locale.ROOT,
                "  %-" + width + "s  %6.2f %%",
                classes.get(label),
                100 * answers.probability(i, label)));
      }
    }
  }

  private List<Integer> best(ClassProbabilities answers, int image) {
    return IntStream.range(0, answers.classes())
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer label) -> answers.probability(image, label))
                .reversed())
        .limit(top)
        .toList();
  }

  /** All images as one batch, prepared as in training. */
  private Tensor inputs(ExampleForm form) throws IOException {
    Shape shape = form.stored();
    if (shape.rank() != 3 || (shape.dim(0) != 1 && shape.dim(0) != 3)) {
      throw new RunException(
          Problem.of("image: this network takes no images")
              .with("file", images.getFirst())
              .with("expected by the network", shape)
              .with("found", "an image"));
    }
    float[] values = new float[images.size() * shape.size()];
    for (int i = 0; i < images.size(); i++) {
      float[] image = values(PictureFile.read(images.get(i)), images.get(i), form);
      System.arraycopy(image, 0, values, i * shape.size(), shape.size());
    }
    Dataset asked =
        new Dataset(
            "images",
            FloatFeatures.of(values, shape),
            ClassTargets.of(new int[images.size()], form.classes()));
    return form.prepared(asked).all().inputs();
  }

  /** The numbers of one image, fitted as in training if nothing else is asked for. */
  private float[] values(PictureFile picture, Path file, ExampleForm form) throws IOException {
    Shape shape = form.stored();
    ImageFit fit = resize ? ImageFit.RESIZE : form.fit();
    boolean fits = picture.width() == shape.dim(2) && picture.height() == shape.dim(1);
    if (fit == ImageFit.EXACT && !fits) {
      throw new RunException(
          Problem.of("image: the size does not fit the network")
              .with("file", file)
              .with("expected", shape.dim(2) + " x " + shape.dim(1) + " pixels")
              .with("found", picture.width() + " x " + picture.height() + " pixels")
              .with("hint", "--resize fits it"));
    }
    float[] values = picture.values(shape, fit);
    for (int i = 0; invert && i < values.length; i++) {
      values[i] = 255 - values[i];
    }
    return values;
  }
}
