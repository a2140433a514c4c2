package dev.fovea.formats.keras;

import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Window;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Layer;
import dev.fovea.nn.layer.Reshape;
import dev.fovea.nn.layer.Upsample;
import dev.fovea.nn.pool.AvgPool1d;
import dev.fovea.nn.pool.AvgPool2d;
import dev.fovea.nn.pool.GlobalAvgPool1d;
import dev.fovea.nn.pool.GlobalAvgPool2d;
import dev.fovea.nn.pool.GlobalMaxPool1d;
import dev.fovea.nn.pool.GlobalMaxPool2d;
import dev.fovea.nn.pool.MaxPool1d;
import dev.fovea.nn.pool.MaxPool2d;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pooling, and its opposite. The mean of a padded window is that of what is inside, as in Keras.
 */
final class Poolings {
  static final Map<String, LayerReader> READERS = readers();

  private static final String[] SIZE = {"pool_size", "pool_length"};
  private static final String[] STRIDE = {"strides", "stride"};

  private Poolings() {}

  private static Map<String, LayerReader> readers() {
    Map<String, LayerReader> readers = new HashMap<>();
    readers.put("MaxPooling1D", windowed(1, MaxPool1d::new));
    readers.put("MaxPooling2D", windowed(2, MaxPool2d::new));
    readers.put("AveragePooling1D", windowed(1, window -> new AvgPool1d(window, false)));
    readers.put("AveragePooling2D", windowed(2, window -> new AvgPool2d(window, false)));
    readers.put("GlobalMaxPooling1D", global(1, new GlobalMaxPool1d()));
    readers.put("GlobalMaxPooling2D", global(2, new GlobalMaxPool2d()));
    readers.put("GlobalAveragePooling1D", global(1, new GlobalAvgPool1d()));
    readers.put("GlobalAveragePooling2D", global(2, new GlobalAvgPool2d()));
    readers.put("UpSampling1D", upsampling(1));
    readers.put("UpSampling2D", upsampling(2));
    return Map.copyOf(readers);
  }

  private static LayerReader windowed(int axes, Function<Window, Layer> pool) {
    return (layer, _, chain) -> {
      chain.arrangeChannels(layer, axes);
      List<Integer> kernel = layer.perAxis(axes, Collections.nCopies(axes, 2), SIZE);
      Window window = Window.of(ints(kernel)).stride(ints(layer.perAxis(axes, kernel, STRIDE)));
      chain.add(layer, "", pool.apply(window.padding(padding(layer))));
    };
  }

  private static Padding padding(LayerSpec layer) throws FormatException {
    String word = layer.word("valid", "padding", "border_mode");
    return switch (word) {
      case "valid" -> Padding.valid();
      case "same" -> Padding.same();
      default -> throw layer.refused("there is no padding " + word + " of pooling here");
    };
  }

  private static LayerReader global(int axes, Layer pool) {
    return (layer, _, chain) -> {
      chain.arrangeChannels(layer, axes);
      List<Integer> order = chain.order();
      int channels = chain.sizes().dim(0);
      chain.add(layer, "", pool, List.of(0));
      if (layer.flag(false, "keepdims")) {
        List<Integer> dims = new ArrayList<>(List.of(channels));
        dims.addAll(Collections.nCopies(axes, 1));
        chain.add(layer, "keepdims", new Reshape(dims), order);
      }
    };
  }

  private static LayerReader upsampling(int axes) {
    return (layer, _, chain) -> {
      String how = layer.word("nearest", "interpolation");
      if (!how.equals("nearest")) {
        throw layer.refused("there is no interpolation " + how + " here, only nearest");
      }
      chain.arrangeChannels(layer, axes);
      List<Integer> factors = layer.perAxis(axes, Collections.nCopies(axes, 2), "size", "length");
      chain.add(layer, "", new Upsample(factors));
    };
  }

  private static int[] ints(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }
}
