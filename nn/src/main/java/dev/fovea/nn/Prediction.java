package dev.fovea.nn;

import dev.fovea.core.Compiled;
import dev.fovea.core.Shape;
import dev.fovea.core.Storage;
import dev.fovea.core.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The outputs of a layer in evaluation mode, batch by batch. */
final class Prediction {
  /** Examples computed at once: enough to keep the threads busy, little memory. */
  static final int BATCH = 256;

  private Prediction() {}

  static Tensor of(Layer layer, Tensor x, int batchSize) {
    int examples = x.shape().dim(0);
    if (examples <= batchSize) {
      return compile(layer, x).run(List.of(x)).getFirst();
    }
    Tensor first = rows(x, 0, batchSize);
    Compiled program = compile(layer, first);
    Tensor y = program.run(List.of(first)).getFirst();
    Storage all = Storage.zeros(y.dtype(), y.shape().size() / batchSize * examples);
    put(y, all, 0);
    for (int from = batchSize; from < examples; from += batchSize) {
      Tensor batch = rows(x, from, Math.min(from + batchSize, examples));
      Compiled fitting = batch.shape().equals(first.shape()) ? program : compile(layer, batch);
      put(fitting.run(List.of(batch)).getFirst(), all, from);
    }
    return Tensor.of(y.shape().with(0, examples), all);
  }

  private static Compiled compile(Layer layer, Tensor x) {
    Tensor input = Tensor.input(x.dtype(), x.shape());
    Tensor output = layer.forward(input, Pass.evaluation());
    return Compiled.of(List.of(input), List.of(output), List.of());
  }

  /** Examples copied here and now: a recorded slice would be a program of its own. */
  private static Tensor rows(Tensor x, int from, int to) {
    Shape shape = x.shape().with(0, to - from);
    Storage rows = Storage.zeros(x.dtype(), shape.size());
    long row = (long) x.shape().stride(0) * x.dtype().bytes();
    MemorySegment.copy(
        x.storage().segment(), from * row, rows.segment(), 0, rows.segment().byteSize());
    return Tensor.of(shape, rows);
  }

  private static void put(Tensor part, Storage all, int from) {
    long row = (long) part.shape().stride(0) * part.dtype().bytes();
    MemorySegment source = part.storage().segment();
    MemorySegment.copy(source, 0, all.segment(), from * row, source.byteSize());
  }
}
