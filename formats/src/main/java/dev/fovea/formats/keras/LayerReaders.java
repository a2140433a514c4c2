package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The one list of Keras' layers that are known here, and why some are not. */
final class LayerReaders {
  private static final Map<String, LayerReader> ALL = new HashMap<>();

  static {
    List.of(
            Activations.READERS,
            Convolutions.READERS,
            Matrices.READERS,
            Normalizations.READERS,
            Poolings.READERS,
            Shapings.READERS)
        .forEach(ALL::putAll);
  }

  private static final Set<String> RECURRENT =
      Set.of("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "CuDNNLSTM", "CuDNNGRU");
  private static final Set<String> MERGES =
      Set.of(
          "Add",
          "Average",
          "Concatenate",
          "Dot",
          "Maximum",
          "Merge",
          "Minimum",
          "Multiply",
          "Subtract");
  private static final Pattern SPATIAL_3D = Pattern.compile(".*3D(Transpose)?");

  private LayerReaders() {}

  /** The kinds that are known. */
  static Set<String> kinds() {
    return new TreeSet<>(ALL.keySet());
  }

  /** What turns a layer into ours. */
  static LayerReader of(LayerSpec layer) throws FormatException {
    LayerReader reader = ALL.get(layer.kind());
    if (reader == null) {
      throw layer.refused(why(layer.kind()));
    }
    return reader;
  }

  private static String why(String kind) {
    if (SPATIAL_3D.matcher(kind).matches() || kind.equals("Convolution3D")) {
      return "there are no layers of three spatial axes here";
    }
    if (RECURRENT.contains(kind) || kind.startsWith("ConvLSTM")) {
      return "there are no recurrent layers here";
    }
    if (MERGES.contains(kind)) {
      return "it joins several branches where one was expected";
    }
    return switch (kind) {
      case "Lambda", "TFOpLambda", "TensorFlowOpLayer", "SlicingOpLambda" ->
          "it holds code, and nothing in a file is ever run";
      case "GaussianNoise", "GaussianDropout", "AlphaDropout" ->
          "there is no noise in training here but dropout";
      case "Masking" -> "there are no masks here";
      default -> "no layer of this kind is known here";
    };
  }
}
