package dev.fovea.formats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Images and classes that others made. Tests that need them are shown as skipped where the
 * environment names no folder of data.
 *
 * @param pixels from 0 to 255, example by example, channel by channel
 * @param classes one an example
 */
public record RealImages(byte[] pixels, byte[] classes, int channels, int side) {
  private static final int CIFAR_PIXELS = 3 * 32 * 32;

  /** A file below the folder of data. */
  public static Path data(String name) {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real files here");
    Path file = Path.of(Objects.requireNonNull(data)).resolve(name);
    assumeTrue(Files.exists(file), "FOVEA_DATA has no file " + file);
    return file;
  }

  private static byte[] unpacked(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(data(name)))) {
      return in.readAllBytes();
    }
  }

  /** The first 1000 test images of CIFAR-10. */
  static RealImages cifar() throws IOException {
    byte[] records = unpacked("cifar10/test_batch_first1000.bin.gz");
    int size = records.length / (1 + CIFAR_PIXELS);
    byte[] pixels = new byte[size * CIFAR_PIXELS];
    byte[] classes = new byte[size];
    for (int n = 0; n < size; n++) {
      classes[n] = records[n * (1 + CIFAR_PIXELS)];
      System.arraycopy(records, n * (1 + CIFAR_PIXELS) + 1, pixels, n * CIFAR_PIXELS, CIFAR_PIXELS);
    }
    return new RealImages(pixels, classes, 3, 32);
  }

  /** The 10,000 test images of MNIST. */
  public static RealImages mnist() throws IOException {
    byte[] images = unpacked("mnist/t10k-images-idx3-ubyte.gz");
    byte[] labels = unpacked("mnist/t10k-labels-idx1-ubyte.gz");
    return new RealImages(
        Arrays.copyOfRange(images, 16, images.length),
        Arrays.copyOfRange(labels, 8, labels.length),
        1,
        28);
  }

  /** The images of one example after the other, each channel {@code (x/255 − mean) / deviation}. */
  public Tensor normalized(float[] mean, float[] deviation) {
    float[] values = new float[pixels.length];
    int plane = side * side;
    for (int i = 0; i < values.length; i++) {
      int channel = i / plane % channels;
      values[i] = ((pixels[i] & 0xFF) / 255f - mean[channel]) / deviation[channel];
    }
    return Tensor.wrap(values, pixels.length / (plane * channels), channels, side, side);
  }

  /** The share of examples whose class has the largest of these outputs. */
  public double accuracy(Tensor outputs) {
    long[] found = outputs.argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      right += found[i] == classes[i] ? 1 : 0;
    }
    return right / (double) found.length;
  }
}
