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

  /** The outer layer's group lists the weights of all inner layers, each with its layer's name. */
  @Override
  public StoredWeights inside(LayerSpec model, ModelConfig config) throws FormatException {
    return new Inner(of(model));
  }

  /**
   * Those of a model inside.
   *
   * @param all of all its layers, and those inside them
   */
  private record Inner(List<Weight> all) implements StoredWeights {
    @Override
    public List<Weight> of(LayerSpec layer) {
      return all.stream().filter(weight -> isOf(layer, weight.name())).toList();
    }

    private static boolean isOf(LayerSpec layer, String weight) {
      return weight.startsWith(layer.name() + "/") || weight.contains("/" + layer.name() + "/");
    }

    @Override
    public StoredWeights inside(LayerSpec model, ModelConfig config) {
      return new Inner(of(model));
    }
  }
}
