package dev.fovea.plot;

import dev.fovea.nn.train.Batch;
import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Images with their labels below. A right prediction is shown as the label with a tick; a wrong one
 * as {@code label → prediction}, in another color and with a frame.
 *
 * <p>All images share one scale from black to white: from the smallest to the largest value of the
 * grid, unless {@link #range} says otherwise. A value that is no finite number is magenta.
 *
 * @param columns images side by side; chosen to fit if empty
 * @param range the values shown as black and as white; those of the images if empty
 */
public record ImageGrid(
    String title, List<Example> examples, OptionalInt columns, Optional<Range> range)
    implements Chart {
  private static final double SIDE = 84;
  private static final double GAP = 12;
  private static final double LINE = 15;
  private static final TextStyle LABEL = Sheet.LABEL.centered();
  private static final TextStyle SMALL = Sheet.NOTE.centered();

  /** Room for a word below an image that is narrower. */
  private static final double WORD_ROOM = 96;

  /** Checks that there is an image, and at least one column. */
  public ImageGrid {
    examples = List.copyOf(examples);
    Expect.that(!examples.isEmpty(), "image grid: nothing to draw", "at least one example", 0);
    columns.ifPresent(n -> Expect.that(n >= 1, "image grid: number of columns", "at least 1", n));
  }

  /** The images in the order given, as many side by side as fit. */
  public static ImageGrid of(List<Example> examples) {
    return new ImageGrid("Examples", examples, OptionalInt.empty(), Optional.empty());
  }

  /**
   * The images of a batch with their classes below.
   *
   * @param batch images {@code [N, C, H, W]} and a class number for each
   * @param classNames in the order of their numbers
   */
  public static ImageGrid of(Batch batch, List<String> classNames) {
    return of(Example.labeled(batch, classNames));
  }

  /** The same with {@code n} images side by side. */
  public ImageGrid columns(int n) {
    return new ImageGrid(title, examples, OptionalInt.of(n), range);
  }

  /** The same with fixed values for black and white. */
  public ImageGrid range(double black, double white) {
    return new ImageGrid(title, examples, columns, Optional.of(new Range(black, white)));
  }

  /** The same under another title; an empty one leaves the heading out. */
  public ImageGrid title(String text) {
    return new ImageGrid(text, examples, columns, range);
  }

  @Override
  public Picture picture() {
    Sheet sheet = new Sheet(title, title.isEmpty() ? "" : subtitle());
    Range scale = range.orElseGet(() -> Range.of(examples.stream().map(Example::image).toList()));
    double side = examples.stream().mapToDouble(e -> width(e.image())).max().orElseThrow();
    double tall = examples.stream().mapToDouble(e -> height(e.image())).max().orElseThrow();
    boolean oneLine = examples.stream().allMatch(e -> LABEL.width(oneLine(e)) <= side);
    double cell = oneLine ? side : Math.max(side, WORD_ROOM);
    boolean predicted = examples.stream().anyMatch(e -> e.prediction().isPresent());
    boolean confident = examples.stream().anyMatch(e -> e.confidence().isPresent());
    double text = LINE * (1 + (!oneLine && predicted ? 1 : 0) + (confident ? 1 : 0)) + 6;

    TileGrid.Size tile = new TileGrid.Size(cell, tall + text);
    TileGrid fit =
        TileGrid.fit(sheet.left(), sheet.top(), tile, GAP, examples.size(), Sheet.WIDEST);
    TileGrid grid = columns.isPresent() ? fit.columns(columns.getAsInt()) : fit;
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      double width = width(example.image());
      double height = height(example.image());
      double x = grid.x(i) + (cell - width) / 2;
      double y = grid.y(i);
      sheet.canvas.image(x, y, width, height, ColorMap.paintImage(example.image(), scale));
      if (example.wrong()) {
        sheet.canvas.frame(x - 2.5, y - 2.5, width + 5, height + 5, 2, Stroke.of(Role.WRONG, 2.5));
      }
      labels(sheet.canvas, example, oneLine, cell, grid.x(i) + cell / 2, y + tall + 18);
    }
    return sheet.picture(grid.right(), grid.bottom(), subtitle());
  }

  private String subtitle() {
    long predicted = examples.stream().filter(e -> e.prediction().isPresent()).count();
    long wrong = examples.stream().filter(Example::wrong).count();
    if (predicted == 0) {
      return examples.size() == 1 ? "1 image" : Numbers.count(examples.size()) + " images";
    }
    return "%s right, %s wrong".formatted(Numbers.count(predicted - wrong), Numbers.count(wrong))
        + (wrong == 0 ? "" : "; wrong ones are framed and read true → predicted");
  }

  private static double width(Planes image) {
    return image.width() * TileGrid.zoom(image, SIDE);
  }

  private static double height(Planes image) {
    return image.height() * TileGrid.zoom(image, SIDE);
  }

  private static String oneLine(Example example) {
    return example.wrong()
        ? example.label() + " → " + example.prediction().orElseThrow()
        : example.label();
  }

  private static void labels(
      Canvas canvas, Example example, boolean oneLine, double room, double x, double y) {
    TextStyle style = example.wrong() ? LABEL.in(Role.WRONG).semibold() : LABEL;
    double below = y;
    if (oneLine) {
      canvas.text(x, below, oneLine(example), style);
    } else {
      canvas.text(x, below, example.label(), room, style);
      if (example.wrong()) {
        below += LINE;
        canvas.text(x, below, "→ " + example.prediction().orElseThrow(), room, style);
      }
    }
    if (example.confidence().isPresent()) {
      canvas.text(x, below + LINE, Numbers.percent(example.confidence().getAsDouble(), 1), SMALL);
    }
  }
}
