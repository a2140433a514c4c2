package dev.fovea.formats.architecture;

import dev.fovea.core.Seed;
import dev.fovea.nn.Layer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A layer that was read but not yet made. */
interface Blueprint {
  /**
   * Makes the layer.
   *
   * @throws dev.fovea.core.shape.ShapeError if it does not fit what reaches it, or its sizes are
   *     unknown
   */
  Layer build(Reach reach, Seed seed);

  /**
   * The parameters and buffers it will have, by path in the order of its state. Computed from the
   * options alone, so that a file can be held against it before anything is allocated.
   *
   * @throws dev.fovea.core.shape.ShapeError if the options do not say all sizes
   */
  SequencedMap<String, TensorSpec> state();

  /** A layer without parameters. */
  static Blueprint of(Layer layer) {
    return new Blueprint() {
      @Override
      public Layer build(Reach reach, Seed seed) {
        return layer;
      }

      @Override
      public SequencedMap<String, TensorSpec> state() {
        return new LinkedHashMap<>();
      }
    };
  }
}
