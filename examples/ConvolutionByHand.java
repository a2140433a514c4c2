import module dev.fovea.nn;

/** A convolution of signals written out, and the layer that does the same: java -p JARS … ConvolutionByHand.java */
void main() {
  Tensor x = random(1, 32, 6, 128);
  Conv1d layer =
      Sequential.input(6, 128).conv1d(8, 16).build(Seed.of(2)).child("conv1", Conv1d.class);

  float[][][] byHand = convolve(x, layer.weight().value(), layer.bias().orElseThrow().value());
  float[] byLayer = layer.forward(x, Pass.evaluation()).toFloatArray();

  double largest = 0;
  for (int i = 0; i < byLayer.length; i++) {
    int t = i % 113;
    int channel = i / 113 % 8;
    largest = Math.max(largest, Math.abs(byLayer[i] - byHand[i / 113 / 8][channel][t]));
  }
  IO.println("output [32, 8, 113]: 128 - 16 + 1 = 113 positions");
  IO.println("largest difference " + largest);
  if (largest > 1e-4) {
    throw new AssertionError("the layer computes something else");
  }
}

/** {@code y[n, o, t] = bias[o] + Σ x[n, c, t + k] · weight[o, c, k]} over all c and k. */
float[][][] convolve(Tensor x, Tensor weight, Tensor bias) {
  int examples = x.shape().dim(0);
  int channels = x.shape().dim(1);
  int length = x.shape().dim(2);
  int outputs = weight.shape().dim(0);
  int kernel = weight.shape().dim(2);
  float[] signal = x.toFloatArray();
  float[] weights = weight.toFloatArray();
  float[][][] y = new float[examples][outputs][length - kernel + 1];
  for (int n = 0; n < examples; n++) {
    for (int o = 0; o < outputs; o++) {
      for (int t = 0; t + kernel <= length; t++) {
        double sum = bias.toFloatArray()[o];
        for (int c = 0; c < channels; c++) {
          for (int k = 0; k < kernel; k++) {
            sum += signal[(n * channels + c) * length + t + k]
                * weights[(o * channels + c) * kernel + k];
          }
        }
        y[n][o][t] = (float) sum;
      }
    }
  }
  return y;
}

Tensor random(long seed, int... dims) {
  var generator = Seed.of(seed).generator();
  float[] values = new float[Shape.of(dims).size()];
  for (int i = 0; i < values.length; i++) {
    values[i] = (float) generator.nextGaussian();
  }
  return Tensor.of(values, dims);
}
