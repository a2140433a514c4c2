package dev.fovea.data.image;

import static dev.fovea.data.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
  /** One black pixel each, the smallest pictures of their kinds. */
  private static final String LOSSY_WEBP =
      "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

  private static final String LOSSLESS_WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";

  @TempDir Path folder;

  private Path picture(String name, int width, int height, int rgb) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
        .isTrue();
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
  void readsColorsAndGray(String ending) throws IOException {
    PictureFile picture = PictureFile.read(picture("a." + ending, 4, 3, 0xFF8000));
    float[] colors = picture.values(Shape.of(3, 3, 4), ImageFit.EXACT);
    assertThat(colors[0]).isBetween(250f, 255f);
    assertThat(colors[12]).isBetween(124f, 132f);
    assertThat(colors[24]).isBetween(0f, 5f);
    float[] gray = picture.values(Shape.of(1, 3, 4), ImageFit.EXACT);
    assertThat(gray).hasSize(12);
    assertThat((double) gray[5])
        .isBetween(0.299 * 255 + 0.587 * 128 - 5, 0.299 * 255 + 0.587 * 128 + 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {LOSSY_WEBP, LOSSLESS_WEBP})
  void readsWebP(String base64) throws IOException {
    Path file = Files.write(folder.resolve("a.webp"), Base64.getDecoder().decode(base64));
    PictureFile picture = PictureFile.read(file);
    assertThat(picture.width()).isEqualTo(1);
    assertThat(picture.height()).isEqualTo(1);
  }

  @Test
  void fitsInTheWayThatWasSaid() throws IOException {
    // Four pixels wide, two high: red, green, blue, white from left to right.
    BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
    int[] row = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF};
    for (int x = 0; x < 4; x++) {
      image.setRGB(x, 0, row[x]);
      image.setRGB(x, 1, row[x]);
    }
    Path file = folder.resolve("row.png");
    ImageIO.write(image, "png", file.toFile());
    PictureFile picture = PictureFile.read(file);
    Shape square = Shape.of(3, 2, 2);
    assertThat(picture.values(square, ImageFit.RESIZE))
        .containsExactly(
            127.5f, 127.5f, 127.5f, 127.5f, // red: of red and green, of blue and white
            127.5f, 127.5f, 127.5f, 127.5f, // green
            0, 255, 0, 255); // blue
    assertThat(picture.values(square, ImageFit.CROP))
        .containsExactly(0, 0, 0, 0, 255, 0, 255, 0, 0, 255, 0, 255);
    assertThat(picture.values(Shape.of(3, 4, 4), ImageFit.PAD))
        .startsWith(0, 0, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 0);
    refuses(
        () -> picture.values(square, ImageFit.EXACT),
        """
        image: the size does not fit
          file:     %s
          expected: 2 x 2 pixels
          found:    4 x 2 pixels
          hint:     let it be resized, cropped or padded\
        """
            .formatted(file));
  }

  @Test
  void aFolderAClass() throws IOException {
    picture("set/dog/2.png", 2, 2, 0x010101);
    picture("set/dog/1.bmp", 2, 2, 0x020202);
    picture("set/cat/1.png", 2, 2, 0x030303);
    Files.writeString(folder.resolve("set/dog/notes.txt"), "not a picture");
    Files.writeString(folder.resolve("set/.hidden"), "nor this");
    Path set = folder.resolve("set");
    Dataset data =
        ImageFolder.read("set", set, Shape.of(1, 2, 2), ImageFit.EXACT, Optional.empty());
    assertThat(data.classNames()).containsExactly("cat", "dog");
    assertThat(data.classTargets().labels()).containsExactly(0, 1, 1);
    assertThat(data.all().inputs().toFloatArray())
        .containsExactly(3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1);
    Dataset other =
        ImageFolder.read(
            "set",
            set,
            Shape.of(3, 1, 1),
            ImageFit.RESIZE,
            Optional.of(List.of("dog", "bird", "cat")));
    assertThat(other.classTargets().labels()).containsExactly(2, 0, 0);
    refuses(
        () ->
            ImageFolder.read(
                "set", set, Shape.of(1, 2, 2), ImageFit.EXACT, Optional.of(List.of("dog"))),
        """
        images: a folder is no class
          folder:   %s/cat
          expected: one of dog
          found:    cat\
        """
            .formatted(set));
  }

  @Test
  void foldersThatAreNone() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refuses(
        () -> ImageFolder.read("x", empty, Shape.of(1, 2, 2), ImageFit.EXACT, Optional.empty()),
        """
        images: there are no classes
          folder:   %s
          expected: one folder for each class
          found:    no folder\
        """
            .formatted(empty));
    Path bare = Files.createDirectories(empty.resolve("cat"));
    refuses(
        () -> ImageFolder.read("x", empty, Shape.of(1, 2, 2), ImageFit.EXACT, Optional.empty()),
        """
        images: a class has no pictures
          folder:   %s
          expected: files that end in .png, .jpg, .jpeg, .webp, .bmp, .gif\
        """
            .formatted(bare));
    Path none = folder.resolve("none");
    refuses(
        () -> ImageFolder.read("x", none, Shape.of(1, 2, 2), ImageFit.EXACT, Optional.empty()),
        "images: no such folder\n  folder: " + none);
  }

  @Test
  void filesThatAreNoPictures() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    refuses(
        () -> PictureFile.read(text),
        """
        image: this is no image
          file:     %s
          expected: PNG, JPEG, WebP, GIF or BMP\
        """
            .formatted(text));
  }

  /** A PNG of 100,000 by 100,000 pixels in 45 bytes. */
  @Test
  void vastPicturesAreRefusedBeforeTheyAreDecoded() throws IOException {
    Path file = Files.write(folder.resolve("vast.png"), png(100_000, 100_000));
    refuses(
        () -> PictureFile.read(file),
        """
        image: the image is too large
          file:     %s
          expected: at most 249856 pixels in a file of 45 bytes
          found:    100000 x 100000 pixels\
        """
            .formatted(file));
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 0, 0, 0, 0});
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    out.write(ByteBuffer.allocate(4).putInt(content.length).array());
    out.write(name);
    out.write(content);
    out.write(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif", "webp"})
  void damagedPicturesAreReadOrRefused(String ending) throws IOException {
    byte[] whole =
        ending.equals("webp")
            ? Base64.getDecoder().decode(LOSSY_WEBP)
            : Files.readAllBytes(picture("whole." + ending, 9, 7, 0x336699));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    Path file = folder.resolve("damaged." + ending);
    int refused = 0;
    for (int trial = 0; trial < 200; trial++) {
      byte[] damaged = whole.clone();
      if (trial % 3 == 0) {
        damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
      } else {
        damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        PictureFile.read(file);
      } catch (DataFileException told) {
        assertThat(told).hasMessageStartingWith("image: ");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void shapesOfNoPicture() throws IOException {
    PictureFile picture = PictureFile.read(picture("a.png", 2, 2, 0));
    assertThatThrownBy(() -> picture.values(Shape.of(2, 2, 2), ImageFit.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            image: this is no shape of a picture
              expected: [1, H, W] or [3, H, W]
              found:    [2, 2, 2]\
            """);
  }
}
