package dev.fovea.formats.keras;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.Dimensions;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in an HDF5 file, not read yet.
 *
 * @param dataset the numbers
 * @param place their path, for errors
 * @param shape their shape
 */
record Hdf5Array(Dataset dataset, String place, Shape shape) {

  /**
   * Checks what is declared: whole numbers or floating-point numbers in one piece, as Keras writes
   * them, and inside the file.
   *
   * @param length how many bytes the file has
   */
  static Hdf5Array of(Dataset dataset, String place, long length) throws FormatException {
    long[] sizes = Hdf5.guarded(place, dataset::getDimensionsAsLong);
    List<BigInteger> dims = Arrays.stream(sizes).mapToObj(BigInteger::valueOf).toList();
    Shape shape =
        Dimensions.shape(dims)
            .orElseThrow(() ->
                FormatException.of(Hdf5.WHAT + ": these sizes are no shape")
                    .fact("place", place)
                    .fact("expected", Dimensions.EXPECTED)
                    .fact("found", Arrays.toString(sizes)));
    DataLayout layout = Hdf5.guarded(place, dataset::getDataLayout);
    if (layout != DataLayout.CONTIGUOUS && layout != DataLayout.COMPACT) {
      throw FormatException.of(Hdf5.WHAT + ": numbers lie in pieces or are packed")
          .fact("place", place)
          .fact("expected", "in one piece, as Keras writes them")
          .fact("found", layout)
          .fact("hint", "h5repack -l CONTI IN.h5 OUT.h5");
    }
    Object type = Hdf5.guarded(place, dataset::getDataType);
    int width = Hdf5.guarded(place, () -> dataset.getDataType().getSize());
    if (!(type instanceof FloatingPoint || type instanceof FixedPoint)) {
      throw FormatException.of(Hdf5.WHAT + ": these are no numbers")
          .fact("place", place)
          .fact("found", type.getClass().getSimpleName());
    }
    if (width < 1 || width > Long.BYTES || (long) shape.size() * width > length) {
      throw FormatException.of(Hdf5.WHAT + ": numbers reach beyond the file")
          .fact("place", place)
          .fact("expected", "at most " + length + " bytes")
          .fact("found", shape + " of " + width + " bytes each");
    }
    return new Hdf5Array(dataset, place, shape);
  }

  /** The numbers as float32. */
  Tensor read() throws FormatException {
    Object flat = Hdf5.guarded(place, dataset::getDataFlat);
    float[] values =
        switch (flat) {
          case float[] floats -> floats;
          case double[] doubles -> narrowed(doubles);
          case int[] whole -> narrowed(Arrays.stream(whole).asDoubleStream().toArray());
          case long[] whole -> narrowed(Arrays.stream(whole).asDoubleStream().toArray());
          default -> new float[0];
        };
    if (values.length != shape.size()) {
      throw FormatException.of(Hdf5.WHAT + ": numbers cannot be read")
          .fact("place", place)
          .fact("expected", shape.size() + " floating-point numbers")
          .fact("found", flat.getClass().getSimpleName());
    }
    return Tensor.wrap(values, shape.dims());
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
