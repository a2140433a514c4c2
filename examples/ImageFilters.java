import module dev.fovea.data;
import module dev.fovea.plot;
import java.awt.Color;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import dev.fovea.data.signal.*;
import dev.fovea.data.signal.Convolution;

/** Filters of a picture: java -p JARS … ImageFilters.java [PICTURE.png [FOLDER]] */
void main(String[] args) throws IOException {
  Tensor image = args.length > 0 ? gray(ImageIO.read(new File(args[0]))) : digits();
  Path folder = Path.of(args.length > 1 ? args[1] : ".");

  Tensor blurred = Convolution.convolve2d(image, Kernels.mean(5), ConvolutionMode.SAME, Boundary.symmetric());
  Tensor across = Convolution.convolve2d(image, Kernels.sobelX(), ConvolutionMode.SAME, Boundary.symmetric());
  Tensor down = Convolution.convolve2d(image, Kernels.sobelY(), ConvolutionMode.SAME, Boundary.symmetric());
  Tensor edges = Convolution.magnitude(across, down);
  Tensor strong = edges.where(edges.greater(edges.max().item() / 4), 0);

  ImageGrid.of(List.of(
          shown("original", image), shown("mean of 5 × 5", blurred),
          shown("Sobel across", across), shown("Sobel down", down),
          shown("magnitude", edges), shown("above a quarter", strong)))
      .columns(3).title("An image and what filters make of it")
      .save(folder.resolve("filtered.png"));

  for (ConvolutionMode mode : ConvolutionMode.values()) {
    IO.println(mode + " of " + image.shape() + " and [5, 5]: "
        + Convolution.convolve2d(image, Kernels.mean(5), mode, Boundary.zeros()).shape());
  }
}

/** From black, the smallest value, to white. */
Example shown(String label, Tensor x) {
  double low = x.min().item();
  double high = x.max().item();
  return Example.labeled(Planes.of(x.minus(low).dividedBy(high - low)), label);
}

Tensor gray(BufferedImage picture) {
  int width = picture.getWidth();
  float[] values = new float[width * picture.getHeight()];
  for (int i = 0; i < values.length; i++) {
    Color color = new Color(picture.getRGB(i % width, i / width));
    values[i] = (color.getRed() + color.getGreen() + color.getBlue()) / (3 * 255f);
  }
  return Tensor.of(values, picture.getHeight(), width);
}

/** Nine digits that Fovea draws itself, as one picture of 84 × 84. */
Tensor digits() {
  Tensor nine = SyntheticDigits.of(Seed.of(1)).train(9).all().inputs();
  return nine.reshape(3, 3, 28, 28).permute(List.of(0, 2, 1, 3)).reshape(84, 84).dividedBy(255);
}
