package dev.fovea.formats.keras;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of one layer, taken one after the other as Keras wrote them. Shapes are checked
 * before anything is read.
 */
final class LayerWeights {
  /** A size that is not known yet. */
  static final int ANY = -1;

  private final LayerSpec layer;
  private final List<StoredWeights.Weight> all;
  private int next;

  LayerWeights(LayerSpec layer, List<StoredWeights.Weight> all) {
    this.layer = layer;
    this.all = List.copyOf(all);
  }

  /**
   * A weight that was read.
   *
   * @param name as the file has it
   * @param value in Keras' layout, float32
   */
  record Read(String name, Tensor value) {}

  /**
   * Reads the next weight.
   *
   * @param what it is, for the error
   * @param sizes it must have; {@link #ANY} where any will do
   */
  Read next(String what, int... sizes) throws FormatException {
    if (next == all.size()) {
      throw FormatException.of(Hdf5.WHAT + ": a weight of a layer is missing")
          .fact("layer", layer)
          .fact("expected", what)
          .fact("found", all.size() + " weights");
    }
    StoredWeights.Weight weight = all.get(next++);
    int[] dims = weight.array().shape().dims();
    boolean fits = dims.length == sizes.length;
    for (int axis = 0; axis < dims.length && fits; axis++) {
      fits = dims[axis] > 0 && (sizes[axis] == ANY || sizes[axis] == dims[axis]);
    }
    if (!fits) {
      throw FormatException.of(Hdf5.WHAT + ": a weight has another shape than its layer says")
          .fact("layer", layer)
          .fact("weight", weight.name())
          .fact("expected", what + " " + Arrays.toString(sizes).replace("-1", "any"))
          .fact("found", weight.array().shape());
    }
    return new Read(weight.name(), weight.array().read());
  }

  /** The sizes of the next weight, none if there is none. */
  List<Integer> nextSizes() {
    return next == all.size()
        ? List.of()
        : Arrays.stream(all.get(next).array().shape().dims()).boxed().toList();
  }

  /** Nothing may be left over. */
  void finish() throws FormatException {
    if (next < all.size()) {
      throw FormatException.of(Hdf5.WHAT + ": a layer has more weights than it can use")
          .fact("layer", layer)
          .fact("expected", next)
          .fact("found", all.stream().map(StoredWeights.Weight::name).toList());
    }
  }
}
