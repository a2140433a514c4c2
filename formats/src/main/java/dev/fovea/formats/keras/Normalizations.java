package dev.fovea.formats.keras;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Layer;
import dev.fovea.nn.StateBuffer;
import dev.fovea.nn.norm.BatchNorm1d;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.BatchNormOptions;
import dev.fovea.nn.norm.GroupNorm;
import dev.fovea.nn.norm.LayerNorm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Layers that normalize. A scale or center that Keras' layer does not have is 1 or 0 and frozen.
 */
final class Normalizations {
  static final Map<String, LayerReader> READERS =
      Map.of(
          "BatchNormalization", Normalizations::batch,
          "LayerNormalization", Normalizations::layer,
          "GroupNormalization", Normalizations::group);

  private Normalizations() {}

  /** Scale and center, and the names of the weights they come from. */
  private static final class Affine {
    final SequencedMap<String, String> names = new LinkedHashMap<>();
    final Param weight;
    final Param bias;

    Affine(LayerSpec layer, LayerWeights weights, Chain chain, int channels)
        throws FormatException {
      weight = part(layer, weights, chain, channels, "weight", "gamma", "scale", 1);
      bias = part(layer, weights, chain, channels, "bias", "beta", "center", 0);
    }

    private Param part(
        LayerSpec layer,
        LayerWeights weights,
        Chain chain,
        int channels,
        String name,
        String ofKeras,
        String option,
        double otherwise)
        throws FormatException {
      if (!layer.flag(true, option)) {
        float[] same = new float[channels];
        Arrays.fill(same, (float) otherwise);
        Param fixed = Param.of(name, Tensor.wrap(same, channels));
        fixed.freeze();
        return fixed;
      }
      LayerWeights.Read read = weights.next(ofKeras, channels);
      names.put(name, read.name());
      return Param.of(name, chain.inOurOrder(read.value()));
    }
  }

  private static void batch(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    if (layer.number(0, "mode") != 0) {
      throw layer.refused("only mode 0 of Keras 1 is known here");
    }
    int rank = chain.rank();
    int axis = layer.axis(rank);
    if (rank == 1) {
      chain.settle(layer);
    } else if (rank <= 3) {
      if (chain.order().isEmpty() || chain.order().getFirst() != axis) {
        chain.arrange(layer, Chain.first(axis, rank));
      }
    } else {
      throw layer.refused("it stands after " + rank + " axes; at most 3 are known here");
    }
    int channels = chain.sizes().dim(0);
    Affine affine = affine(layer, weights, chain, channels);
    LayerWeights.Read mean = weights.next("moving mean", channels);
    LayerWeights.Read variance = weights.next("moving variance", channels);
    affine.names.put("running_mean", mean.name());
    affine.names.put("running_var", variance.name());
    StateBuffer runningMean = StateBuffer.of("running_mean", chain.inOurOrder(mean.value()));
    StateBuffer runningVar = StateBuffer.of("running_var", chain.inOurOrder(variance.value()));
    StateBuffer count = StateBuffer.of("num_batches_tracked", Tensor.of(new long[1]));
    BatchNormOptions options = options(layer);
    Layer norm =
        rank == 3
            ? new BatchNorm2d(affine.weight, affine.bias, runningMean, runningVar, count, options)
            : new BatchNorm1d(affine.weight, affine.bias, runningMean, runningVar, count, options);
    chain.add(layer, "", norm, affine.names);
  }

  private static Affine affine(LayerSpec layer, LayerWeights weights, Chain chain, int channels)
      throws FormatException {
    if (channels > 1 << 24) {
      throw layer.refused(channels + " channels are too many");
    }
    return new Affine(layer, weights, chain, channels);
  }

  private static BatchNormOptions options(LayerSpec layer) throws FormatException {
    try {
      return new BatchNormOptions(
          layer.number(1e-3, "epsilon"), 1 - layer.number(0.99, "momentum"));
    } catch (IllegalArgumentException wrong) {
      throw layer.refused(String.valueOf(wrong.getMessage())).causedBy(wrong);
    }
  }

  private static void layer(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    int rank = chain.rank();
    int axis = layer.axis(rank);
    if (axis != rank - 1) {
      throw layer.refused("it normalizes another axis than the last");
    }
    if (rank == 1) {
      chain.settle(layer);
    } else {
      chain.arrange(layer, Chain.asKeras(rank));
    }
    int size = chain.sizes().dim(rank - 1);
    Affine affine = affine(layer, weights, chain, size);
    chain.add(
        layer,
        "",
        new LayerNorm(affine.weight, affine.bias, layer.number(1e-3, "epsilon")),
        affine.names);
  }

  private static void group(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    int rank = chain.rank();
    int axis = layer.axis(rank);
    if (rank == 1) {
      chain.arrangeFlat(layer);
    } else if (chain.order().isEmpty() || chain.order().getFirst() != axis) {
      chain.arrange(layer, Chain.first(axis, rank));
    }
    int channels = chain.sizes().dim(0);
    boolean isEach = layer.number(32, "groups") == -1;
    int groups = isEach ? channels : layer.sizeIfAny("groups").orElse(32);
    if (channels % groups != 0) {
      throw layer.refused(groups + " groups do not divide " + channels + " channels");
    }
    Affine affine = affine(layer, weights, chain, channels);
    chain.add(
        layer,
        "",
        new GroupNorm(groups, affine.weight, affine.bias, layer.number(1e-3, "epsilon")),
        affine.names);
  }
}
