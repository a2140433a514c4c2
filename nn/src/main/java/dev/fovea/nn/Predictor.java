package dev.fovea.nn;

import dev.fovea.core.CompiledFunction;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Storage;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The outputs of a layer in evaluation mode, again and again: what the layer computes is recorded
 * and compiled once for each shape of input, so that a prediction costs little more than its
 * arithmetic. Parameters are read afresh each time.
 *
 * <pre>{@code
 * Predictor predictor = model.predictor();
 * Tensor logits = predictor.predict(image);
 * }</pre>
 *
 * <p>May be used by several threads; predictions of one shape take turns.
 */
public final class Predictor {
  /** Examples computed at once: enough to keep the threads busy, little memory. */
  private static final int BATCH = 256;

  private final CompiledFunction function;

  Predictor(Layer layer) {
    this.function =
        CompiledFunction.of(
            in -> CompiledFunction.Recorded.of(layer.forward(in.getFirst(), Pass.evaluation())));
  }

  /**
   * The output for some examples, computed in batches.
   *
   * @param x the examples {@code [N, …]}
   * @throws dev.fovea.core.shape.ShapeError if they do not fit the layer
   */
  public Tensor predict(Tensor x) {
    int examples = x.shape().dim(0);
    if (examples <= BATCH) {
      return run(x);
    }
    Tensor y = run(rows(x, 0, BATCH));
    Storage all = Storage.zeros(y.dtype(), y.shape().size() / BATCH * examples);
    put(y, all, 0);
    for (int from = BATCH; from < examples; from += BATCH) {
      put(run(rows(x, from, Math.min(from + BATCH, examples))), all, from);
    }
    return Tensor.of(y.shape().with(0, examples), all);
  }

  private Tensor run(Tensor x) {
    return function.call(List.of(x)).getFirst();
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
