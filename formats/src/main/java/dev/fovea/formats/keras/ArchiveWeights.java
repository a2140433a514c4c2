package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a {@code .keras} file: layers are called by class and number, in the order of the
 * model, and their weights by number.
 */
final class ArchiveWeights implements StoredWeights {
  /** What the group of layers is called; the second name is that of version 2.12. */
  private static final List<String> HOLDERS =
      List.of(ArchiveLayout.LAYERS, "_layer_checkpoint_dependencies");

  private static final int MOST = 1 << 12;

  private final Optional<Hdf5Group> holder;
  private final Map<String, String> groups = new HashMap<>();

  /**
   * The weights of a model.
   *
   * @param model the group of the model itself
   */
  ArchiveWeights(Optional<Hdf5Group> model, ModelConfig config) throws FormatException {
    Optional<Hdf5Group> found = Optional.empty();
    for (String name : HOLDERS) {
      if (found.isEmpty() && model.isPresent() && model.get().has(name)) {
        found = model.get().group(name);
      }
    }
    holder = found;
    Map<String, Integer> numbers = new HashMap<>();
    for (LayerSpec layer : config.layers()) {
      boolean isHidden = config.isSequential() && layer.kind().equals("InputLayer");
      if (!isHidden) {
        groups.put(
            layer.name(), ArchiveLayout.numbered(KerasLayer.groupName(layer.kind()), numbers));
      }
    }
  }

  private Optional<Hdf5Group> group(LayerSpec layer) throws FormatException {
    String name = groups.get(layer.name());
    return holder.isPresent() && name != null && holder.get().has(name)
        ? holder.get().group(name)
        : Optional.empty();
  }

  @Override
  public List<Weight> of(LayerSpec layer) throws FormatException {
    List<Weight> found = new ArrayList<>();
    Optional<Hdf5Group> group = group(layer);
    if (group.isEmpty() || !group.get().has(ArchiveLayout.VARIABLES)) {
      return found;
    }
    Optional<Hdf5Group> variables = group.get().group(ArchiveLayout.VARIABLES);
    if (variables.isPresent()) {
      int count = variables.get().names().size();
      if (count > MOST) {
        throw layer.refused("it has " + count + " weights");
      }
      for (int i = 0; i < count; i++) {
        Hdf5Array array = variables.get().array(Integer.toString(i));
        found.add(new Weight(array.place().substring(1), array));
      }
    }
    return found;
  }

  @Override
  public StoredWeights inside(LayerSpec model, ModelConfig config) throws FormatException {
    return new ArchiveWeights(group(model), config);
  }
}
