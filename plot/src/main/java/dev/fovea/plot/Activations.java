package dev.fovea.plot;

import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.List;
import java.util.Optional;

/**
 * What a layer makes of one image: its maps in a grid, with the image beside them if given.
 *
 * <p>Maps without negative values run from dark (zero) to bright; where there are negative ones,
 * from blue (negative) through near-white (zero) to orange. A map that is zero everywhere says so.
 * A value that is no finite number is magenta.
 *
 * @param layer path of the layer whose output is shown
 * @param maps its output for one image, one plane per map
 * @param input the image; omitted if empty
 * @param scale whether the maps share one color scale
 */
public record Activations(
    String title, String layer, Planes maps, Optional<Planes> input, ColorScale scale)
    implements Chart {
  private static final double INPUT_SIDE = 112;
  private static final double SIDE = 84;
  private static final double GAP = 12;
  private static final double LABEL_HEIGHT = 18;
  private static final double INPUT_GAP = 36;
  private static final TextStyle LABEL = Sheet.NOTE.centered();

  /** The maps of a layer for one image, all on one color scale. */
  public static Activations of(String layer, Planes maps) {
    return new Activations(
        "Activations after " + layer, layer, maps, Optional.empty(), ColorScale.COMMON);
  }

  /** The same with the image that was shown to the network: one channel (gray) or three (RGB). */
  public Activations input(Planes image) {
    return new Activations(title, layer, maps, Optional.of(image), scale);
  }

  /** The same with another color scale. */
  public Activations scale(ColorScale other) {
    return new Activations(title, layer, maps, input, other);
  }

  /** The same under another title; an empty one leaves the heading out. */
  public Activations title(String text) {
    return new Activations(text, layer, maps, input, scale);
  }

  @Override
  public Picture picture() {
    Sheet sheet = new Sheet(title, title.isEmpty() ? "" : subtitle());
    double left = sheet.left();
    double bottom = 0;
    if (input.isPresent()) {
      Planes image = input.get();
      double zoom = TileGrid.zoom(image, INPUT_SIDE);
      double width = image.width() * zoom;
      double height = image.height() * zoom;
      sheet.canvas.image(
          left, sheet.top(), width, height, ColorMap.paintImage(image, Range.of(List.of(image))));
      sheet.canvas.text(left + width / 2, sheet.top() + height + 14, "input", LABEL);
      left += width + INPUT_GAP;
      bottom = sheet.top() + height + LABEL_HEIGHT;
    }

    ColorMap colors = range(maps).low() < 0 ? ColorMap.DIVERGING : ColorMap.SEQUENTIAL;
    double zoom = TileGrid.zoom(maps, SIDE);
    double width = maps.width() * zoom;
    double height = maps.height() * zoom;
    TileGrid.Size tile = new TileGrid.Size(Math.max(width, SIDE / 2), height + LABEL_HEIGHT);
    double room = sheet.left() + Sheet.WIDEST - left;
    TileGrid grid = TileGrid.fit(left, sheet.top(), tile, GAP, maps.channels(), room);
    for (int i = 0; i < maps.channels(); i++) {
      Planes map = maps.plane(i);
      Range range = scale == ColorScale.COMMON ? range(maps) : range(map);
      double x = grid.x(i) + (tile.width() - width) / 2;
      sheet.canvas.image(x, grid.y(i), width, height, colors.paint(map, range));
      sheet.canvas.frame(x, grid.y(i), width, height, 0, Stroke.of(Role.AXIS, 0.75));
      sheet.canvas.text(
          grid.x(i) + tile.width() / 2, grid.y(i) + height + 14, label(i, map, range), LABEL);
    }

    double below = grid.bottom() + 20;
    double right = key(colors).draw(sheet.canvas, left, below);
    return sheet.picture(
        Math.max(right, grid.right()), Math.max(bottom, below + ScaleBar.HEIGHT), subtitle());
  }

  private String subtitle() {
    return "%d %s of %d × %d"
        .formatted(
            maps.channels(), maps.channels() == 1 ? "map" : "maps", maps.height(), maps.width());
  }

  /** From zero to the largest value, or from minus to plus it where there are negative ones. */
  private static Range range(Planes planes) {
    Range range = Range.of(List.of(planes));
    if (range.low() < 0) {
      return range.symmetric();
    }
    return new Range(0, range.high() == 0 ? 1 : range.high());
  }

  private String label(int index, Planes map, Range range) {
    Range values = Range.of(List.of(map));
    if (values.low() == 0 && values.high() == 0) {
      return index + ": all 0";
    }
    return switch (scale) {
      case COMMON -> Integer.toString(index);
      case EACH -> index + ": " + Numbers.significant(range.high(), 2);
    };
  }

  private ScaleBar key(ColorMap colors) {
    return switch (scale) {
      case COMMON -> ScaleBar.of(colors, range(maps), "activation");
      case EACH ->
          new ScaleBar(
              colors,
              colors == ColorMap.DIVERGING ? new Range(-1, 1) : new Range(0, 1),
              colors == ColorMap.DIVERGING ? "−max" : "0",
              "max",
              "activation; each map on its own scale, its max below it");
    };
  }
}
