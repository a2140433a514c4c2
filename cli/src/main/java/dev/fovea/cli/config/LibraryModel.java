package dev.fovea.cli.config;

import dev.fovea.cli.yaml.Section;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import dev.fovea.nn.models.ResNet;
import dev.fovea.nn.models.ResNetCifar;
import dev.fovea.nn.network.Sequential;
import java.util.List;
import java.util.Optional;

/**
 * A network of {@code dev.fovea.nn.models}: {@code model: {resnet-cifar: {depth: 20, classes:
 * 10}}}.
 *
 * @param kind which family
 * @param depth how many layers with weights it has
 * @param classes how many outputs it has
 */
public record LibraryModel(Kind kind, int depth, int classes) {
  private static final int COLORS = 3;
  private static final int LARGE_DEPTH = 34;

  /** The families. */
  public enum Kind {
    /** {@link ResNetCifar}. */
    RESNET_CIFAR("resnet-cifar", 20, 10),
    /** {@link ResNet}. */
    RESNET("resnet", 18, 1000);

    private final String word;
    private final int usualDepth;
    private final int usualClasses;

    Kind(String word, int usualDepth, int usualClasses) {
      this.word = word;
      this.usualDepth = usualDepth;
      this.usualClasses = usualClasses;
    }
  }

  static LibraryModel read(Section.Choice choice) {
    Kind kind =
        List.of(Kind.values()).stream()
            .filter(each -> each.word.equals(choice.word()))
            .findFirst()
            .orElseThrow(() ->
                choice.unknown(List.of(Kind.values()).stream().map(each -> each.word).toList()));
    Section options = choice.options().knowing("depth", "classes");
    LibraryModel model =
        new LibraryModel(
            kind,
            options.integer("depth", 1).orElse(kind.usualDepth),
            options.integer("classes", 1).orElse(kind.usualClasses));
    String depths = kind == Kind.RESNET ? "18 or 34" : "6n + 2, such as 20, 32 or 110";
    boolean isKnown =
        kind == Kind.RESNET
            ? List.of(kind.usualDepth, LARGE_DEPTH).contains(model.depth)
            : model.depth >= 8 && model.depth <= 1202 && model.depth % 6 == 2;
    if (!isKnown) {
      throw options.wrong("depth", depths, options.value("depth").orElseThrow());
    }
    return model;
  }

  /** The shape of the examples it was made for, where the data does not tell another. */
  Shape usualExample() {
    int side = kind == Kind.RESNET ? 224 : 32;
    return Shape.of(COLORS, side, side);
  }

  /**
   * The network with its first weights. It ends in an average over the whole picture, so that
   * pictures may have any size that leaves something to its last stage.
   *
   * @throws ShapeError if examples of this shape are no color pictures
   */
  Sequential build(Shape example, Seed seed) {
    if (example.rank() != COLORS || example.dim(0) != COLORS) {
      throw ShapeError.of("model: " + kind.word + " takes color pictures")
          .fact("expected", "[3, H, W]")
          .fact("but was", example)
          .fact("hint", "channels: 3 in data: makes colors of gray; pad: 2 puts a margin round");
    }
    Sequential usual =
        switch (kind) {
          case RESNET_CIFAR -> ResNetCifar.of(depth, classes, seed);
          case RESNET ->
              depth == LARGE_DEPTH
                  ? ResNet.resnet34(classes, seed)
                  : ResNet.resnet18(classes, seed);
        };
    Sequential.Input input = new Sequential.Input(example, DType.FLOAT32);
    Sequential network = new Sequential(usual.layers(), Optional.of(input));
    network.forward(Tensor.input(DType.FLOAT32, example.insert(0, 1)), Pass.evaluation());
    return network;
  }
}
