package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.List;

/** The weights in a Keras file, by layer. */
interface StoredWeights {
  /** The weights of a layer in Keras' order; none if it has none. */
  List<Weight> of(LayerSpec layer) throws FormatException;

  /**
   * The weights of the layers of a model that is a layer itself.
   *
   * @param model the layer
   * @param config what is inside
   */
  StoredWeights inside(LayerSpec model, ModelConfig config) throws FormatException;

  /**
   * One of them, not read yet.
   *
   * @param name as the file has it, such as {@code dense_1/kernel:0}
   * @param array its numbers
   */
  record Weight(String name, Hdf5Array array) {}
}
