package dev.fovea.core.scalar;

import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.shape.Shape;
import java.util.List;

/**
 * Convolution and its two adjoints. All three visit the same triples (element of the image, weight,
 * element of the map of windows) and differ in which of the three they add to. Here "image" is what
 * the window moves over and "map" has one place per window, whichever of them is given.
 */
final class ConvolutionKernels {
  private ConvolutionKernels() {}

  static double[] convolution(
      Convolution op, Shape shape, List<Shape> inputShapes, List<double[]> inputs) {
    Plane plane = new Plane(op.window(), inputShapes.get(0), shape);
    double[] image = inputs.get(0);
    double[] weight = inputs.get(1);
    double[] map = new double[shape.size()];
    int stride = plane.strideWidth;
    forEachRow(
        plane,
        op.groups(),
        inputShapes.get(0).dim(1),
        shape.dim(1),
        (imageAt, mapAt, weightAt, count) -> {
          for (int i = 0; i < count; i++) {
            map[mapAt + i] += image[imageAt + i * stride] * weight[weightAt];
          }
        });
    return map;
  }

  static double[] transposed(
      ConvolutionTransposed op, Shape shape, List<Shape> inputShapes, List<double[]> inputs) {
    Plane plane = new Plane(op.window(), shape, inputShapes.get(0));
    double[] map = inputs.get(0);
    double[] weight = inputs.get(1);
    double[] image = new double[shape.size()];
    int stride = plane.strideWidth;
    forEachRow(
        plane,
        op.groups(),
        shape.dim(1),
        inputShapes.get(0).dim(1),
        (imageAt, mapAt, weightAt, count) -> {
          for (int i = 0; i < count; i++) {
            image[imageAt + i * stride] += map[mapAt + i] * weight[weightAt];
          }
        });
    return image;
  }

  public static double[] weightGradient(
      ConvolutionWeightGradient op, Shape shape, List<Shape> inputShapes, List<double[]> inputs) {
    Plane plane = new Plane(op.window(), inputShapes.get(0), inputShapes.get(1));
    double[] image = inputs.get(0);
    double[] map = inputs.get(1);
    double[] weight = new double[shape.size()];
    int stride = plane.strideWidth;
    forEachRow(
        plane,
        op.groups(),
        inputShapes.get(0).dim(1),
        inputShapes.get(1).dim(1),
        (imageAt, mapAt, weightAt, count) -> {
          double sum = 0;
          for (int i = 0; i < count; i++) {
            sum += image[imageAt + i * stride] * map[mapAt + i];
          }
          weight[weightAt] += sum;
        });
    return weight;
  }

  /**
   * What is done for one weight and a run of {@code count} neighbors in a row of the map; their
   * partners in the image lie one stride apart.
   */
  @FunctionalInterface
  private interface Row {
    void visit(int imageAt, int mapAt, int weightAt, int count);
  }

  private static void forEachRow(
      Plane plane, int groups, int imageChannels, int mapChannels, Row row) {
    int imageGroup = imageChannels / groups;
    int mapGroup = mapChannels / groups;
    int taps = plane.kernelHeight * plane.kernelWidth;
    for (int n = 0; n < plane.batch; n++) {
      for (int o = 0; o < mapChannels; o++) {
        for (int c = 0; c < imageGroup; c++) {
          int channel = o / mapGroup * imageGroup + c;
          int imageStart = (n * imageChannels + channel) * plane.inputSize();
          int mapStart = (n * mapChannels + o) * plane.outputSize();
          int weightStart = (o * imageGroup + c) * taps;
          rowsOfChannels(plane, imageStart, mapStart, weightStart, row);
        }
      }
    }
  }

  /** The rows of one channel of the image and one of the map. */
  private static void rowsOfChannels(
      Plane plane, int imageStart, int mapStart, int weightStart, Row row) {
    for (int tapRow = 0; tapRow < plane.kernelHeight; tapRow++) {
      for (int tapColumn = 0; tapColumn < plane.kernelWidth; tapColumn++) {
        int weightAt = weightStart + tapRow * plane.kernelWidth + tapColumn;
        int first = plane.firstColumn(tapColumn);
        int count = plane.endColumn(tapColumn) - first;
        int firstColumn = plane.column(first, tapColumn);
        for (int mapRow = 0; mapRow < plane.outputHeight; mapRow++) {
          int imageRow = plane.row(mapRow, tapRow);
          if (imageRow >= 0 && imageRow < plane.inputHeight) {
            row.visit(
                imageStart + imageRow * plane.inputWidth + firstColumn,
                mapStart + mapRow * plane.outputWidth + first,
                weightAt,
                count);
          }
        }
      }
    }
  }
}
