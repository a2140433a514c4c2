package dev.fovea.nn.neighbor;

/** How far two examples are from each other. */
public enum Distance {
  /** {@code Σ|a − b|}, also called Manhattan distance. */
  L1 {
    @Override
    double between(float[] a, int fromA, float[] b, int fromB, int length) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += Math.abs((double) a[fromA + i] - b[fromB + i]);
      }
      return sum;
    }

    @Override
    DistanceBlocks blocks(Matrix examples) {
      return new AbsoluteBlocks(examples);
    }
  },
  /** {@code √Σ(a − b)²}, Euclidean distance. */
  L2 {
    @Override
    double between(float[] a, int fromA, float[] b, int fromB, int length) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        double difference = (double) a[fromA + i] - b[fromB + i];
        sum += difference * difference;
      }
      return Math.sqrt(sum);
    }

    @Override
    DistanceBlocks blocks(Matrix examples) {
      return new ProductBlocks(examples);
    }
  };

  abstract double between(float[] a, int fromA, float[] b, int fromB, int length);

  abstract DistanceBlocks blocks(Matrix examples);
}
