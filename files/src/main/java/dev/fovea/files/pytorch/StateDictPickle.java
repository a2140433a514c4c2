package dev.fovea.files.pytorch;

import dev.fovea.core.shape.Shape;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.python.PickleWriter;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The pickle of an {@code OrderedDict} of tensors, the <i>i</i>th of which has the storage {@code
 * data/i}. It holds nothing but what {@code torch.load(weights_only=True)} allows.
 */
final class StateDictPickle {
  private StateDictPickle() {}

  /**
   * Writes it.
   *
   * @param tensors of types that PyTorch has storages for
   */
  static byte[] of(SequencedMap<String, StoredTensor> tensors) {
    PickleWriter pickle = new PickleWriter();
    orderedDict(pickle).mark();
    int key = 0;
    for (Map.Entry<String, StoredTensor> tensor : tensors.entrySet()) {
      pickle.text(tensor.getKey());
      tensor(pickle, key++, tensor.getValue().type(), tensor.getValue().shape());
    }
    return pickle.setItems().stop();
  }

  private static PickleWriter orderedDict(PickleWriter pickle) {
    return pickle.global("collections", "OrderedDict").emptyTuple().call();
  }

  private static void tensor(PickleWriter pickle, int key, StoredType type, Shape shape) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().text("storage").global("torch", TorchType.storage(type).orElseThrow());
    pickle.text(Integer.toString(key)).text("cpu").whole(shape.size()).tuple().persistent();
    int firstElement = 0;
    pickle.whole(firstElement).mark();
    for (int axis = 0; axis < shape.rank(); axis++) {
      pickle.whole(shape.dim(axis));
    }
    pickle.tuple().mark();
    for (int axis = 0; axis < shape.rank(); axis++) {
      pickle.whole(shape.stride(axis));
    }
    boolean requiresGradient = false;
    orderedDict(pickle.tuple().truth(requiresGradient)).tuple().call();
  }
}
