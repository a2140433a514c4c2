package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weights of an {@code .h5} file of Keras 1, 2 or tf.keras: a group for each layer, whose
 * attribute {@code weight_names} lists its weights in order.
 *
 * @param root the group of the layers' groups
 */
record LegacyWeights(Hdf5Group root) implements StoredWeights {
  private static final int MOST = 1 << 12;

  @Override
  public List<Weight> of(LayerSpec layer) throws FormatException {
    if (!root.has(layer.name())) {
      return List.of();
    }
    Optional<Hdf5Group> group = root.group(layer.name());
    List<Weight> found = new ArrayList<>();
    if (group.isPresent()) {
      List<String> names = group.get().texts("weight_names");
      if (names.size() > MOST) {
        throw layer.refused("it has " + names.size() + " weights");
      }
      for (String name : names) {
        found.add(new Weight(name, group.get().array(name)));
      }
    }
    return found;
  }
}
