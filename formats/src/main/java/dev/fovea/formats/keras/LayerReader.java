package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;

/** Turns one layer of Keras' into layers of ours. */
@FunctionalInterface
interface LayerReader {
  /**
   * Puts what the layer computes after a chain.
   *
   * @throws FormatException naming the layer, if it cannot be represented
   */
  void read(LayerSpec layer, LayerWeights weights, Chain chain) throws FormatException;
}
