package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import dev.fovea.nn.layer.ChannelDropout;
import dev.fovea.nn.layer.Crop;
import dev.fovea.nn.layer.Dropout;
import dev.fovea.nn.layer.Rescale;
import dev.fovea.nn.layer.Reshape;
import dev.fovea.nn.layer.ZeroPad;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Layers that move elements, drop them or leave them as they are. */
final class Shapings {
  static final Map<String, LayerReader> READERS = readers();

  private Shapings() {}

  private static Map<String, LayerReader> readers() {
    Map<String, LayerReader> readers = new HashMap<>();
    readers.put("Flatten", Shapings::flatten);
    readers.put("Reshape", Shapings::reshape);
    readers.put("Permute", Shapings::permute);
    readers.put("Dropout", Shapings::dropout);
    readers.put("SpatialDropout1D", channelDropout(1));
    readers.put("SpatialDropout2D", channelDropout(2));
    readers.put("ZeroPadding1D", borders(1, true));
    readers.put("ZeroPadding2D", borders(2, true));
    readers.put("Cropping1D", borders(1, false));
    readers.put("Cropping2D", borders(2, false));
    readers.put("Rescaling", Shapings::rescaling);
    // It changes the loss alone, and that is not part of a model here.
    readers.put("ActivityRegularization", (_, _, _) -> {});
    return Map.copyOf(readers);
  }

  private static void flatten(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    chain.settle(layer);
    if (!layer.isChannelsLast() && chain.rank() > 1) {
      // Keras turns such tensors to channels last before it flattens them.
      List<Integer> behind = new ArrayList<>(Chain.asKeras(chain.rank()));
      behind.addLast(behind.removeFirst());
      chain.relabel(layer, behind);
    }
    chain.flatten(layer);
  }

  private static void reshape(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    List<Integer> dims = layer.wholeNumbers("target_shape");
    chain.arrange(layer, Chain.asKeras(chain.rank()));
    chain.add(layer, "", new Reshape(dims), Chain.asKeras(dims.size()));
  }

  /** Axes get other numbers; none is moved before a layer asks for it. */
  private static void permute(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    List<Integer> dims = layer.wholeNumbers("dims").stream().map(axis -> axis - 1).toList();
    if (!dims.stream().sorted().toList().equals(Chain.asKeras(chain.rank()))) {
      throw layer.refused("dims do not name each of " + chain.rank() + " axes once");
    }
    chain.relabel(layer, dims);
  }

  private static void dropout(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    if (layer.has("noise_shape")) {
      throw layer.refused("dropout with a noise shape has no counterpart");
    }
    chain.addElementwise(layer, "", new Dropout(rate(layer)));
  }

  private static LayerReader channelDropout(int axes) {
    return (layer, _, chain) -> {
      chain.arrangeChannels(layer, axes);
      chain.add(layer, "", new ChannelDropout(rate(layer)));
    };
  }

  private static double rate(LayerSpec layer) throws FormatException {
    double rate = layer.number(0, "rate", "p");
    if (!(rate >= 0 && rate < 1)) {
      throw layer.refused("a rate of " + rate + " is not from 0 to below 1");
    }
    return rate;
  }

  private static LayerReader borders(int axes, boolean arePut) {
    return (layer, _, chain) -> {
      chain.arrangeChannels(layer, axes);
      List<Integer> before = new ArrayList<>();
      List<Integer> after = new ArrayList<>();
      layer.sides(axes, before, after, arePut ? "padding" : "cropping");
      chain.add(layer, "", arePut ? new ZeroPad(before, after) : new Crop(before, after));
    };
  }

  private static void rescaling(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    chain.addElementwise(
        layer, "", new Rescale(layer.number(1, "scale"), layer.number(0, "offset")));
  }
}
