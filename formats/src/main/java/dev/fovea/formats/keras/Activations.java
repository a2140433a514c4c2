package dev.fovea.formats.keras;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Layer;
import dev.fovea.nn.activation.Elu;
import dev.fovea.nn.activation.Gelu;
import dev.fovea.nn.activation.HardSigmoid;
import dev.fovea.nn.activation.LeakyRelu;
import dev.fovea.nn.activation.LogSoftmax;
import dev.fovea.nn.activation.PRelu;
import dev.fovea.nn.activation.Relu;
import dev.fovea.nn.activation.Sigmoid;
import dev.fovea.nn.activation.Silu;
import dev.fovea.nn.activation.Softmax;
import dev.fovea.nn.activation.Softplus;
import dev.fovea.nn.activation.Tanh;
import dev.fovea.nn.activation.ThresholdedRelu;
import dev.fovea.nn.layer.Rescale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Activations, as layers of their own and as an option of others. */
final class Activations {
  static final Map<String, LayerReader> READERS =
      Map.of(
          "Activation", (layer, _, chain) -> apply(layer, "", chain),
          "ReLU", Activations::relu,
          "LeakyReLU",
              (layer, _, chain) ->
                  chain.addElementwise(
                      layer, "", new LeakyRelu(layer.number(0.3, "negative_slope", "alpha"))),
          "ELU",
              (layer, _, chain) ->
                  chain.addElementwise(layer, "", new Elu(layer.number(1, "alpha"))),
          "ThresholdedReLU", Activations::thresholded,
          "Softmax", Activations::softmax,
          "PReLU", Activations::prelu);

  /** From Rezaei's erratum and Klambauer et al. 2017, as Keras has them. */
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

  private static final double SELU_SCALE = 1.0507009873554804934193349852946;

  private static final String OPTION = "activation";

  private Activations() {}

  /** The activation that is an option of a layer, as a layer after it. */
  static void behind(LayerSpec layer, Chain chain) throws FormatException {
    JsonNode found = layer.config().path(OPTION);
    if (found.isMissingNode() || found.isNull()) {
      return;
    }
    String name = name(layer);
    if (!name.equals("linear")) {
      apply(layer, name, chain);
    }
  }

  private static String name(LayerSpec layer) throws FormatException {
    JsonNode found = layer.config().path(OPTION);
    if (found.isObject()) {
      throw layer.refused(
          "its activation is of a class of its own: " + found.path("class_name").asString(""));
    }
    return layer.word("linear", OPTION);
  }

  private static void apply(LayerSpec layer, String suffix, Chain chain) throws FormatException {
    String name = name(layer);
    switch (name) {
      case "softmax", "log_softmax" ->
          overAxis(
              layer,
              suffix,
              chain,
              chain.rank() - 1,
              name.equals("softmax") ? new Softmax() : new LogSoftmax());
      case "linear" -> {}
      default -> {
        List<Layer> steps = elementwise(layer, name);
        for (int i = 0; i < steps.size(); i++) {
          boolean isLast = i == steps.size() - 1;
          chain.addElementwise(layer, isLast ? suffix : "scale", steps.get(i));
        }
      }
    }
  }

  private static List<Layer> elementwise(LayerSpec layer, String name) throws FormatException {
    return switch (name) {
      case "relu" -> List.of(new Relu());
      case "relu6" -> List.of(ThresholdedRelu.ceiling(6));
      case "leaky_relu" -> List.of(new LeakyRelu(0.2));
      case "elu" -> List.of(new Elu(1));
      case "selu" -> List.of(new Elu(SELU_ALPHA), new Rescale(SELU_SCALE, 0));
      case "gelu" -> List.of(new Gelu());
      case "silu", "swish" -> List.of(new Silu());
      case "sigmoid" -> List.of(new Sigmoid());
      case "tanh" -> List.of(new Tanh());
      case "softplus" -> List.of(new Softplus());
      // Up to version 2 it was clip(0.2x + 0.5, 0, 1), since then clip(x/6 + 0.5, 0, 1).
      case "hard_sigmoid" ->
          layer.version() < 3
              ? List.of(new Rescale(1.2, 0), new HardSigmoid())
              : List.of(new HardSigmoid());
      default -> throw layer.refused("there is no activation " + name + " here");
    };
  }

  /** Softmax is over our axis after that of the batch. */
  private static void overAxis(LayerSpec layer, String suffix, Chain chain, int axis, Layer softmax)
      throws FormatException {
    if (chain.rank() == 1) {
      chain.arrangeFlat(layer);
    } else if (chain.order().isEmpty() || chain.order().getFirst() != axis) {
      chain.arrange(layer, Chain.first(axis, chain.rank()));
    }
    chain.add(layer, suffix, softmax);
  }

  private static void softmax(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    overAxis(layer, "", chain, layer.axis(chain.rank()), new Softmax());
  }

  private static void relu(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    double slope = layer.number(0, "negative_slope");
    double threshold = layer.number(0, "threshold");
    double most = layer.number(Double.POSITIVE_INFINITY, "max_value");
    boolean isPlain = threshold == 0 && most == Double.POSITIVE_INFINITY;
    Supplier<Layer> rectifier =
        () ->
            isPlain
                ? slope == 0 ? new Relu() : new LeakyRelu(slope)
                : new ThresholdedRelu(threshold, slope, most);
    chain.addElementwise(layer, "", made(layer, rectifier));
  }

  /** What is at the threshold is 0: the next float is the first that passes. */
  private static void thresholded(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    float threshold = Math.nextUp((float) layer.number(1, "theta"));
    chain.addElementwise(
        layer, "", made(layer, () -> new ThresholdedRelu(threshold, 0, Double.POSITIVE_INFINITY)));
  }

  private static Layer made(LayerSpec layer, Supplier<Layer> how) throws FormatException {
    try {
      return how.get();
    } catch (ShapeError wrong) {
      throw layer.refused(String.valueOf(wrong.getMessage())).causedBy(wrong);
    }
  }

  private static void prelu(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    int rank = chain.rank();
    boolean isFlat = rank == 1;
    chain.settle(layer);
    int[] any = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      any[axis] = LayerWeights.ANY;
    }
    LayerWeights.Read alpha = weights.next("slopes", any);
    Tensor slopes =
        isFlat && alpha.value().shape().size() > 1
            ? chain.inOurOrder(alpha.value())
            : alpha.value().permute(isFlat ? List.of(0) : chain.order());
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      shape.add(slopes.shape().dim(axis));
    }
    boolean isOneAChannel = shape.stream().skip(1).allMatch(size -> size == 1);
    Param weight =
        Param.of("weight", isOneAChannel ? slopes.reshape(Shape.of(shape.getFirst())) : slopes);
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put("weight", alpha.name());
    chain.add(layer, "", new PRelu(weight), names);
  }
}
