package dev.fovea.plot;

import dev.fovea.core.Tensor;
import dev.fovea.plot.canvas.Bitmap;
import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of a convolution, one small map a filter, as a rule those of the first layer.
 *
 * <p>Filters over one channel are drawn from blue (negative) through near-white (zero) to orange
 * (positive). Filters over three channels are drawn as colors: red, green and blue each dark for
 * negative, middle for zero, bright for positive weights. Filters over any other number of channels
 * are drawn as one row per filter, with one map per channel. A weight that is no finite number is
 * magenta.
 *
 * @param filters each with a plane for each input channel; all of one shape
 * @param scale whether the filters share one color scale; zero is always in its middle
 */
public record Filters(String title, List<Planes> filters, ColorScale scale) implements Chart {
  private static final double SIDE = 64;
  private static final double GAP = 14;
  private static final double LABEL_HEIGHT = 18;
  private static final double NARROW_SIDE = 40;
  private static final double NARROW_GAP = 4;
  private static final double INDEX_ROOM = 30;

  /** Checks that there is a filter and that all have one shape. */
  public Filters {
    filters = List.copyOf(filters);
    Expect.that(!filters.isEmpty(), "filters: nothing to draw", "at least one filter", 0);
    Planes first = filters.getFirst();
    for (Planes filter : filters) {
      Expect.that(filter.sameShape(first), "filters: shapes differ", first, filter);
    }
  }

  /**
   * The filters of a convolution's weight, all on one color scale.
   *
   * @param weight a tensor {@code [O, I, kH, kW]}, such as the snapshot of a parameter
   */
  public static Filters of(Tensor weight) {
    return of(weight.shape().dims(), weight.toFloatArray());
  }

  /**
   * The filters of a convolution's weight, all on one color scale.
   *
   * @param shape {@code [O, I, kH, kW]}: filters, channels of each, height, width
   * @param weight the values in that order
   */
  public static Filters of(int[] shape, float[] weight) {
    Expect.that(
        shape.length == 4,
        "filters: not the shape of a 2-D convolution's weight",
        "[O, I, kH, kW]",
        Arrays.toString(shape));
    Expect.size("filters", shape, weight.length);
    int each = weight.length / shape[0];
    List<Planes> filters = new ArrayList<>();
    for (int o = 0; o < shape[0]; o++) {
      float[] values = Arrays.copyOfRange(weight, o * each, (o + 1) * each);
      filters.add(new Planes(shape[1], shape[2], shape[3], values));
    }
    return new Filters("Filters", filters, ColorScale.COMMON);
  }

  /** The same with another color scale. */
  public Filters scale(ColorScale other) {
    return new Filters(title, filters, other);
  }

  /** The same under another title; an empty one leaves the heading out. */
  public Filters title(String text) {
    return new Filters(text, filters, scale);
  }

  @Override
  public Picture picture() {
    Sheet sheet = new Sheet(title, title.isEmpty() ? "" : subtitle());
    int channels = filters.getFirst().channels();
    TileGrid grid = channels == 1 || channels == 3 ? tiles(sheet) : rows(sheet);
    double below = grid.bottom() + 20;
    double right = key(channels == 3).draw(sheet.canvas, sheet.left(), below);
    return sheet.picture(Math.max(right, grid.right()), below + ScaleBar.HEIGHT, subtitle());
  }

  private String subtitle() {
    Planes first = filters.getFirst();
    return "%d %s of %d × %d over %d %s"
        .formatted(
            filters.size(),
            filters.size() == 1 ? "filter" : "filters",
            first.height(),
            first.width(),
            first.channels(),
            first.channels() == 1 ? "channel" : "channels");
  }

  /** One map per filter. */
  private TileGrid tiles(Sheet sheet) {
    Planes first = filters.getFirst();
    double zoom = TileGrid.zoom(first, SIDE);
    double width = first.width() * zoom;
    double height = first.height() * zoom;
    TileGrid.Size tile =
        new TileGrid.Size(
            scale == ColorScale.EACH ? Math.max(width, SIDE) : width, height + LABEL_HEIGHT);
    TileGrid grid =
        TileGrid.fit(sheet.left(), sheet.top(), tile, GAP, filters.size(), Sheet.WIDEST);
    for (int i = 0; i < filters.size(); i++) {
      Planes filter = filters.get(i);
      Range range = range(filter);
      Bitmap bitmap =
          filter.channels() == 3
              ? ColorMap.paintRgb(filter, range)
              : ColorMap.DIVERGING.paint(filter, range);
      double x = grid.x(i) + (tile.width() - width) / 2;
      map(sheet.canvas, bitmap, x, grid.y(i), width, height);
      sheet.canvas.text(
          grid.x(i) + tile.width() / 2,
          grid.y(i) + height + 14,
          label(i, range),
          Sheet.NOTE.centered());
    }
    return grid;
  }

  /** One row per filter, with one map per channel. */
  private TileGrid rows(Sheet sheet) {
    Planes first = filters.getFirst();
    double side =
        Math.clamp((Sheet.WIDEST - INDEX_ROOM) / first.channels() - NARROW_GAP, 10, NARROW_SIDE);
    double zoom = TileGrid.zoom(first, side);
    double width = first.width() * zoom;
    double height = first.height() * zoom;
    TileGrid grid =
        new TileGrid(
            sheet.left() + INDEX_ROOM,
            sheet.top(),
            new TileGrid.Size(width, height),
            NARROW_GAP,
            filters.size() * first.channels(),
            first.channels());
    for (int i = 0; i < filters.size(); i++) {
      Range range = range(filters.get(i));
      double y = grid.y(i * first.channels());
      sheet.canvas.text(
          sheet.left() + INDEX_ROOM - 10,
          y + height / 2 + Sheet.NOTE.drop(),
          Integer.toString(i),
          Sheet.NOTE.ending());
      for (int channel = 0; channel < first.channels(); channel++) {
        Bitmap bitmap = ColorMap.DIVERGING.paint(filters.get(i).plane(channel), range);
        map(sheet.canvas, bitmap, grid.x(i * first.channels() + channel), y, width, height);
      }
    }
    return grid;
  }

  /** A map with a fine edge: near-zero weights at a border would else melt into the paper. */
  private static void map(
      Canvas canvas, Bitmap bitmap, double x, double y, double width, double height) {
    canvas.image(x, y, width, height, bitmap);
    canvas.frame(x, y, width, height, 0, Stroke.of(Role.AXIS, 0.75));
  }

  private Range range(Planes filter) {
    List<Planes> together =
        switch (scale) {
          case COMMON -> filters;
          case EACH -> List.of(filter);
        };
    return Range.of(together).symmetric();
  }

  private String label(int index, Range range) {
    return switch (scale) {
      case COMMON -> Integer.toString(index);
      case EACH -> index + ": ±" + Numbers.significant(range.high(), 2);
    };
  }

  private ScaleBar key(boolean color) {
    ColorMap colors = color ? ColorMap.GRAYS : ColorMap.DIVERGING;
    String what = color ? "weight of each of red, green, blue" : "weight";
    return switch (scale) {
      case COMMON -> ScaleBar.of(colors, range(filters.getFirst()), what);
      case EACH ->
          new ScaleBar(
              colors, new Range(-1, 1), "−max", "max", what + "; each filter on its own scale");
    };
  }
}
