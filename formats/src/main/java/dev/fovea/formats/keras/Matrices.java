package dev.fovea.formats.keras;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.nn.layer.Embedding;
import dev.fovea.nn.layer.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Layers that are one matrix. Keras' of a dense layer is {@code [in, out]}, ours {@code [out, in]}.
 */
final class Matrices {
  static final Map<String, LayerReader> READERS =
      Map.of("Dense", Matrices::dense, "Embedding", Matrices::embedding);

  private Matrices() {}

  private static void dense(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    int out = layer.size("units", "output_dim");
    if (chain.rank() == 1) {
      flat(layer, weights, chain, out);
    } else if (chain.rank() <= 3) {
      Convolutions.dense(layer, weights, chain, out);
    } else {
      throw layer.refused("it stands after " + chain.rank() + " axes; at most 3 are known here");
    }
    Activations.behind(layer, chain);
  }

  private static void flat(LayerSpec layer, LayerWeights weights, Chain chain, int out)
      throws FormatException {
    chain.settle(layer);
    LayerWeights.Read kernel = weights.next("kernel", chain.sizes().dim(0), out);
    Tensor matrix = chain.inOurOrder(kernel.value()).permute(List.of(1, 0));
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put("weight", kernel.name());
    Optional<Param> bias = Optional.empty();
    if (layer.flag(true, "use_bias", "bias")) {
      LayerWeights.Read read = weights.next("bias", out);
      names.put("bias", read.name());
      bias = Optional.of(Param.of("bias", read.value()));
    }
    chain.clearMixed();
    chain.add(layer, "", new Linear(Param.of("weight", matrix), bias), names);
  }

  private static void embedding(LayerSpec layer, LayerWeights weights, Chain chain)
      throws FormatException {
    if (layer.flag(false, "mask_zero")) {
      throw layer.refused("it masks what is 0, and there are no masks here");
    }
    int rank = chain.rank();
    chain.arrange(layer, Chain.asKeras(rank));
    LayerWeights.Read table =
        weights.next("embeddings", layer.size("input_dim"), layer.size("output_dim"));
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put("weight", table.name());
    chain.add(layer, "", new Embedding(Param.of("weight", table.value())), names);
    chain.becomes(Chain.asKeras(rank + 1));
  }
}
