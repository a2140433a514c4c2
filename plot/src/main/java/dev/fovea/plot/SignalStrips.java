package dev.fovea.plot;

import dev.fovea.nn.train.Batch;
import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Signals of several channels as strips of gray, one below the other: one row per channel, one
 * column per sample, the label above. A wrong prediction is shown as {@code label → prediction}, in
 * another color.
 *
 * <p>All strips share one scale from black to white: from the smallest to the largest value, unless
 * {@link #range} says otherwise; what lies beyond is black or white. A value that is no finite
 * number is magenta.
 *
 * @param signals each with one plane: its rows are the channels, its columns the samples
 * @param channels the names of the channels; their numbers if empty
 * @param range the values shown as black and as white; those of the signals if empty
 */
public record SignalStrips(
    String title, List<Example> signals, List<String> channels, Optional<Range> range)
    implements Chart {
  private static final double WIDTH = 520;
  private static final double ROW = 11;
  private static final double TALLEST = 160;
  private static final double HEADING = 20;
  private static final double GAP = 10;
  private static final double TICK_ROOM = 18;
  private static final double NAME_ROOM = 120;
  private static final double NAME_GAP = 8;

  /** Rows lower than this have no room for a name each. */
  private static final double NAMED_ROW = 9;

  private static final TextStyle LABEL = Sheet.PANEL_TITLE;
  private static final TextStyle CHANNEL = TextStyle.of(9.5, Role.MUTED).ending();

  /** Checks that there is a signal, that each is one plane, and that the names fit. */
  public SignalStrips {
    signals = List.copyOf(signals);
    channels = List.copyOf(channels);
    Expect.that(!signals.isEmpty(), "signal strips: nothing to draw", "at least one signal", 0);
    for (Example signal : signals) {
      Planes plane = signal.image();
      Expect.that(
          plane.channels() == 1,
          "signal strips: a signal is one plane of channels and samples",
          "1 plane",
          plane.channels() + " planes");
      Expect.that(
          channels.isEmpty() || channels.size() == plane.height(),
          "signal strips: names do not match the channels",
          plane.height() + " names",
          channels.size() + " names");
    }
  }

  /** Signals below each other, each a plane of {@code [channels, samples]}. */
  public static SignalStrips of(List<Example> signals) {
    return new SignalStrips("Signals", signals, List.of(), Optional.empty());
  }

  /**
   * The signals {@code [N, C, L]} of a batch, with their classes.
   *
   * @param classNames in the order of their numbers
   */
  public static SignalStrips of(Batch batch, List<String> classNames) {
    return of(Example.labeled(batch, classNames));
  }

  /** The same with names for the channels. */
  public SignalStrips channels(String... names) {
    return new SignalStrips(title, signals, List.of(names), range);
  }

  /** The same with fixed values for black and white. */
  public SignalStrips range(double black, double white) {
    return new SignalStrips(title, signals, channels, Optional.of(new Range(black, white)));
  }

  /** The same under another title; an empty one leaves the heading out. */
  public SignalStrips title(String text) {
    return new SignalStrips(text, signals, channels, range);
  }

  @Override
  public Picture picture() {
    Sheet sheet = new Sheet(title, title.isEmpty() ? "" : subtitle());
    Range scale = range.orElseGet(() -> Range.of(signals.stream().map(Example::image).toList()));
    double names =
        signals.stream()
            .flatMap(signal -> names(signal.image()).stream())
            .mapToDouble(CHANNEL::width)
            .max()
            .orElse(0);
    double left = sheet.left() + Math.min(names, NAME_ROOM) + NAME_GAP;
    double y = sheet.top();
    boolean alike = areAlike();
    for (int i = 0; i < signals.size(); i++) {
      Example signal = signals.get(i);
      Planes plane = signal.image();
      double height = height(plane);
      label(sheet.canvas, signal, left, y + 13);
      y += HEADING;
      sheet.canvas.image(left, y, WIDTH, height, ColorMap.GRAYS.paint(plane, scale));
      sheet.canvas.frame(left, y, WIDTH, height, 0, Stroke.of(Role.AXIS, 0.75));
      List<String> rows = names(plane);
      double row = height / plane.height();
      for (int channel = 0; channel < rows.size(); channel++) {
        double baseline = y + row * (channel + 0.5) + CHANNEL.drop();
        sheet.canvas.text(left - NAME_GAP, baseline, rows.get(channel), NAME_ROOM, CHANNEL);
      }
      y += height;
      if (!alike || i == signals.size() - 1) {
        samples(sheet.canvas, plane.width(), left, y);
        y += TICK_ROOM;
      }
      y += GAP;
    }
    double right = ScaleBar.of(ColorMap.GRAYS, scale, "value").draw(sheet.canvas, left, y + 4);
    return sheet.picture(Math.max(right, left + WIDTH), y + 4 + ScaleBar.HEIGHT, subtitle());
  }

  private static double height(Planes plane) {
    return Math.min(TALLEST, ROW * plane.height());
  }

  private List<String> names(Planes plane) {
    if (height(plane) / plane.height() < NAMED_ROW) {
      return List.of();
    }
    if (!channels.isEmpty()) {
      return channels;
    }
    return IntStream.range(0, plane.height()).mapToObj(String::valueOf).toList();
  }

  private static void label(Canvas canvas, Example signal, double x, double baseline) {
    if (signal.wrong()) {
      String text = signal.label() + " → " + signal.prediction().orElseThrow();
      canvas.text(x, baseline, text, WIDTH, LABEL.in(Role.WRONG));
    } else {
      canvas.text(x, baseline, signal.label(), WIDTH, LABEL);
    }
  }

  /** Numbers of samples below a strip, each below the left edge of its column. */
  private static void samples(Canvas canvas, int length, double left, double top) {
    Ticks ticks = Ticks.covering(0, length, 8);
    for (double tick : ticks.values()) {
      if (tick <= length && tick == Math.rint(tick)) {
        double x = left + WIDTH * tick / length;
        canvas.line(x, top, x, top + 3, Stroke.of(Role.AXIS, 1));
        canvas.text(
            x, top + 13, Numbers.count((long) tick), TextStyle.of(9.5, Role.MUTED).centered());
      }
    }
  }

  private boolean areAlike() {
    Planes first = signals.getFirst().image();
    return signals.stream().allMatch(signal -> signal.image().sameShape(first));
  }

  private String subtitle() {
    Planes first = signals.getFirst().image();
    String count = signals.size() == 1 ? "1 signal" : Numbers.count(signals.size()) + " signals";
    return areAlike()
        ? "%s of %d × %d: one row per channel, one column per sample"
            .formatted(count, first.height(), first.width())
        : count + ": one row per channel, one column per sample";
  }
}
