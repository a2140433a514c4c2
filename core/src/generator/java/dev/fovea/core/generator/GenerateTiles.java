package dev.fovea.core.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the register tiles as Java source below a folder, before the module is compiled. The same
 * bytes each time; a file that is there already is left as it is, so that nothing is compiled anew.
 */
public final class GenerateTiles {
  private GenerateTiles() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).resolve("dev/fovea/core/vector/tile");
    Files.createDirectories(folder);
    write(
        folder.resolve("ProductTiles.java"),
        TileWriter.classOf("ProductTiles", "", "Tiles of matrix products.", ProductTiles.all()));
    write(
        folder.resolve("ConvolutionTiles.java"),
        TileWriter.classOf(
            "ConvolutionTiles",
            "public ",
            "Tiles of convolutions with the batch in the lanes.",
            ConvolutionTiles.all()));
  }

  private static void write(Path file, String code) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(code)) {
      Files.writeString(file, code);
    }
  }
}
