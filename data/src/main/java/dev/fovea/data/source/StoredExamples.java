package dev.fovea.data.source;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ByteFeatures;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Features;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Problem;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/** Turns the array of a file into examples. */
public final class StoredExamples {
  private StoredExamples() {}

  /**
   * Examples along the first axis.
   *
   * @param values {@code [N, …]}
   * @param shape of one example, if it is to be another than {@code […]}
   * @param wrong starts an error: names the file
   * @throws DataFileException if there are none, or they do not have the shape
   */
  public static Features of(Tensor values, Optional<Shape> shape, Problem wrong)
      throws DataFileException {
    Shape example = example(values.shape(), shape, wrong);
    if (values.dtype() == DType.UINT8) {
      byte[] bytes = new byte[values.shape().size()];
      MemorySegment.copy(
          values.storage().segment(), ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
      return ByteFeatures.of(bytes, example);
    }
    return FloatFeatures.of(values.toFloatArray(), example);
  }

  /**
   * The shape of an example.
   *
   * @param stored {@code [N, …]}
   * @param asked the shape it is to have, if it is to be another than {@code […]}
   * @param wrong starts an error: names the file
   * @throws DataFileException if there are no examples, or not as many values
   */
  public static Shape example(Shape stored, Optional<Shape> asked, Problem wrong)
      throws DataFileException {
    if (stored.rank() < 2 || stored.size() == 0) {
      throw new DataFileException(
          wrong.with("expected", "[N, …], at least one example").with("found", stored));
    }
    Shape example = Shape.of(Arrays.copyOfRange(stored.dims(), 1, stored.rank()));
    if (asked.isPresent() && asked.get().size() != example.size()) {
      throw new DataFileException(
          wrong
              .with("expected", "examples of as many values as " + asked.get())
              .with("found", example));
    }
    return asked.orElse(example);
  }
}
