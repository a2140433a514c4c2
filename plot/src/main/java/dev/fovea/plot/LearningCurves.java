package dev.fovea.plot;

import dev.fovea.nn.train.Epoch;
import dev.fovea.nn.train.History;
import dev.fovea.plot.canvas.Canvas;
import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Point;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the measures of a training went, epoch by epoch: a panel for each, with the training and the
 * validation curve in it, and the best epoch marked in all.
 *
 * <p>A measure is named as in the history of a training: {@code loss}, and {@code val_loss} for the
 * same on the validation set. Epochs count from 1. A value that is no finite number breaks its
 * curve and leaves a cross at the panel's top.
 *
 * @param epochs for each epoch, the values by name; an epoch may lack some
 * @param measures the panels, in order
 * @param best what decides the best epoch; empty marks none
 */
public record LearningCurves(
    String title, List<Map<String, Double>> epochs, List<String> measures, Optional<Best> best)
    implements Chart {
  private static final String VALIDATION = "val_";

  private static final double PANEL = 438;
  private static final double GAP = 36;
  private static final double PLOT_HEIGHT = 220;
  private static final double TICK_ROOM = 46;
  private static final double LABEL_ROOM = 82;
  private static final double PLOT_TOP = 40;
  private static final double PANEL_HEIGHT = PLOT_TOP + PLOT_HEIGHT + 22;

  /** Above this number of epochs the points of a curve are not dotted: they would be a rope. */
  private static final int DOTTED = 25;

  /** What decides which epoch is best. */
  public record Best(String name, Goal goal) {}

  private record Curve(String label, Role role, TreeMap<Integer, Double> values) {
    boolean drawable() {
      return values.values().stream().anyMatch(Double::isFinite);
    }
  }

  /** Checks that there is something to draw. */
  public LearningCurves {
    epochs = epochs.stream().map(Map::copyOf).toList();
    measures = List.copyOf(measures);
    Expect.that(!epochs.isEmpty(), "learning curves: nothing to draw", "at least one epoch", 0);
    List<String> known = names(epochs);
    for (String measure : measures) {
      Expect.that(
          known.contains(measure) || known.contains(VALIDATION + measure),
          "learning curves: unknown measure " + measure,
          "one of " + known,
          measure);
    }
    best.ifPresent(b ->
        Expect.that(
            known.contains(b.name()),
            "learning curves: unknown measure for the best epoch",
            "one of " + known,
            b.name()));
    Expect.that(!measures.isEmpty(), "learning curves: nothing to draw", "at least one measure", 0);
  }

  /**
   * Panels for {@code loss} and {@code accuracy}, as far as the epochs have them. The best epoch is
   * the one with the lowest {@code val_loss}, else the lowest {@code loss}, else none.
   *
   * @param epochs for each epoch, the values by name
   */
  public static LearningCurves of(List<Map<String, Double>> epochs) {
    List<String> known = names(epochs);
    List<String> measures =
        Stream.of("loss", "accuracy")
            .filter(m -> known.contains(m) || known.contains(VALIDATION + m))
            .toList();
    Optional<Best> best =
        Stream.of("val_loss", "loss")
            .filter(known::contains)
            .findFirst()
            .map(name -> new Best(name, Goal.LOWEST));
    return new LearningCurves("Learning curves", epochs, measures, best);
  }

  /**
   * The same from the history of a training.
   *
   * @param history what {@code Trainer.fit} returned
   */
  public static LearningCurves of(History history) {
    return of(history.epochs().stream().<Map<String, Double>>map(Epoch::values).toList());
  }

  /**
   * The same from one array a name, all of the same length: a value for each epoch.
   *
   * @param curves {@code loss}, {@code val_loss}, …
   */
  public static LearningCurves of(Map<String, double[]> curves) {
    int length = curves.values().stream().mapToInt(c -> c.length).max().orElse(0);
    List<Map<String, Double>> epochs = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Map<String, Double> epoch = new TreeMap<>();
      for (Map.Entry<String, double[]> curve : curves.entrySet()) {
        double[] values = curve.getValue();
        Expect.that(
            values.length == length,
            "learning curves: curve " + curve.getKey() + " is shorter than another",
            length + " epochs",
            values.length + " epochs");
        epoch.put(curve.getKey(), values[i]);
      }
      epochs.add(epoch);
    }
    return of(epochs);
  }

  /** The same with other panels, in this order: {@code "loss", "accuracy", "learning_rate"}. */
  public LearningCurves measures(String... names) {
    return new LearningCurves(title, epochs, List.of(names), best);
  }

  /** The same, the best epoch decided by another measure, such as {@code val_accuracy}. */
  public LearningCurves best(String name, Goal goal) {
    return new LearningCurves(title, epochs, measures, Optional.of(new Best(name, goal)));
  }

  /** The same under another title; an empty one leaves the heading out. */
  public LearningCurves title(String text) {
    return new LearningCurves(text, epochs, measures, best);
  }

  private static List<String> names(List<Map<String, Double>> epochs) {
    return epochs.stream().flatMap(e -> e.keySet().stream()).distinct().sorted().toList();
  }

  /** The best epoch, counted from 1; empty if none was asked for or no value is finite. */
  public Optional<Integer> bestEpoch() {
    return best.flatMap(b -> {
      int found = 0;
      double value = Double.NaN;
      for (Map.Entry<Integer, Double> epoch : values(b.name()).entrySet()) {
        boolean finite = Double.isFinite(epoch.getValue());
        if (finite && (found == 0 || b.goal().better(epoch.getValue(), value))) {
          found = epoch.getKey();
          value = epoch.getValue();
        }
      }
      return found == 0 ? Optional.empty() : Optional.of(found);
    });
  }

  private TreeMap<Integer, Double> values(String name) {
    TreeMap<Integer, Double> values = new TreeMap<>();
    for (int i = 0; i < epochs.size(); i++) {
      Double value = epochs.get(i).get(name);
      if (value != null) {
        values.put(i + 1, value);
      }
    }
    return values;
  }

  @Override
  public Picture picture() {
    String subtitle = title.isEmpty() ? "" : subtitle();
    Sheet sheet = new Sheet(title, subtitle);
    int columns = Math.min(2, measures.size());
    for (int i = 0; i < measures.size(); i++) {
      double x = sheet.left() + i % columns * (PANEL + GAP);
      double y = sheet.top() + i / columns * (PANEL_HEIGHT + GAP);
      panel(sheet.canvas, measures.get(i), x, y);
    }
    int rows = (measures.size() + columns - 1) / columns;
    return sheet.picture(
        sheet.left() + columns * PANEL + (columns - 1) * GAP,
        sheet.top() + rows * PANEL_HEIGHT + (rows - 1) * GAP,
        "Curves over %d epochs of %s. %s"
            .formatted(epochs.size(), String.join(", ", measures), subtitle()));
  }

  private String subtitle() {
    String length = epochs.size() == 1 ? "1 epoch" : epochs.size() + " epochs";
    boolean broken =
        measures.stream()
            .flatMap(m -> Stream.of(m, VALIDATION + m))
            .flatMap(name -> values(name).values().stream())
            .anyMatch(v -> !Double.isFinite(v));
    return length
        + best.map(this::bestInWords).orElse("")
        + (broken ? "; a cross marks a value that is no finite number" : "");
  }

  private String bestInWords(Best decides) {
    return bestEpoch()
        .map(epoch ->
            "; best is epoch %d, by the %s %s"
                .formatted(
                    epoch,
                    decides.goal() == Goal.LOWEST ? "lowest" : "highest",
                    words(decides.name())))
        .orElse("; no epoch is best, as no " + words(decides.name()) + " is finite");
  }

  /** {@code validation loss} for {@code val_loss}. */
  private static String words(String name) {
    String plain =
        name.startsWith(VALIDATION) ? "validation " + name.substring(VALIDATION.length()) : name;
    return plain.replace('_', ' ');
  }

  private void panel(Canvas canvas, String measure, double x, double y) {
    List<Curve> curves =
        Stream.of(
                new Curve("train", Role.FIRST, values(measure)),
                new Curve("validation", Role.SECOND, values(VALIDATION + measure)))
            .filter(c -> !c.values().isEmpty())
            .toList();
    String name = words(measure);
    canvas.text(
        x,
        y + 12,
        Character.toUpperCase(name.charAt(0)) + name.substring(1),
        PANEL,
        Sheet.PANEL_TITLE);

    double left = x + TICK_ROOM;
    double top = y + PLOT_TOP;
    double right = x + PANEL - LABEL_ROOM;
    double bottom = top + PLOT_HEIGHT;
    List<Double> finite =
        curves.stream()
            .flatMap(c -> c.values().values().stream())
            .filter(Double::isFinite)
            .toList();
    if (finite.isEmpty()) {
      canvas.line(left, bottom, right, bottom, Stroke.of(Role.AXIS, 1));
      canvas.text(
          (left + right) / 2,
          (top + bottom) / 2,
          "no value is a finite number",
          Sheet.SUBTITLE.centered());
      return;
    }
    double low = finite.stream().mapToDouble(v -> v).min().orElseThrow();
    double high = finite.stream().mapToDouble(v -> v).max().orElseThrow();
    // A loss that falls near zero reads best from zero.
    Ticks ticks = Ticks.covering(low > 0 && low < 0.3 * high ? 0 : low, high, 5);
    Axes axes = new Axes(left, top, right, bottom, epochs.size(), ticks);
    grid(canvas, axes);
    best(canvas, axes, curves);
    for (int i = 0; i < curves.size(); i++) {
      curve(canvas, axes, curves.get(i), i);
    }
    // A measure that has no validation side while others have one, such as the learning rate, is
    // not a matter of training examples; its title says enough.
    if (curves.size() > 1 || names(epochs).stream().noneMatch(n -> n.startsWith(VALIDATION))) {
      labels(canvas, axes, curves.stream().filter(Curve::drawable).toList());
    }
  }

  /** Where the epochs and values of a panel lie on the canvas. */
  private record Axes(
      double left, double top, double right, double bottom, int epochs, Ticks ticks) {
    double x(int epoch) {
      double inset = 6;
      return epochs == 1
          ? (left + right) / 2
          : left + inset + (right - left - 2 * inset) * (epoch - 1) / (epochs - 1);
    }

    double y(double value) {
      return bottom - (bottom - top) * (value - ticks.low()) / (ticks.high() - ticks.low());
    }

    Point point(Map.Entry<Integer, Double> at) {
      return new Point(x(at.getKey()), y(at.getValue()));
    }
  }

  private static void grid(Canvas canvas, Axes axes) {
    Stroke quiet = Stroke.of(Role.GRID, 1);
    for (double tick : axes.ticks().values()) {
      double y = axes.y(tick);
      canvas.line(axes.left(), y, axes.right(), y, quiet);
      canvas.text(
          axes.left() - 8, y + Sheet.NOTE.drop(), axes.ticks().label(tick), Sheet.NOTE.ending());
    }
    canvas.line(axes.left(), axes.bottom(), axes.right(), axes.bottom(), Stroke.of(Role.AXIS, 1));
    for (int epoch : Ticks.epochs(axes.epochs(), 8)) {
      double x = axes.x(epoch);
      canvas.line(x, axes.bottom(), x, axes.bottom() + 4, Stroke.of(Role.AXIS, 1));
      canvas.text(x, axes.bottom() + 17, Integer.toString(epoch), Sheet.NOTE.centered());
    }
    canvas.text(axes.right() + 10, axes.bottom() + 17, "epoch", Sheet.NOTE);
  }

  /** The line at the best epoch, and above it that epoch's value of the last curve. */
  private void best(Canvas canvas, Axes axes, List<Curve> curves) {
    bestEpoch()
        .ifPresent(epoch -> {
          double x = axes.x(epoch);
          canvas.line(x, axes.top() - 4, x, axes.bottom(), Stroke.of(Role.AXIS, 1).dash());
          Double value = curves.getLast().values().get(epoch);
          String text =
              value == null
                  ? "epoch " + epoch
                  : "epoch %d: %s".formatted(epoch, Numbers.significant(value, 4));
          double half = Sheet.NOTE.width(text) / 2;
          double middle = Math.clamp(x, axes.left() + half, axes.right() + LABEL_ROOM - half);
          canvas.text(middle, axes.top() - 9, text, Sheet.NOTE.in(Role.INK).centered());
        });
  }

  private void curve(Canvas canvas, Axes axes, Curve curve, int index) {
    Paint paint = Paint.of(curve.role());
    List<Point> run = new ArrayList<>();
    for (Map.Entry<Integer, Double> at : curve.values().entrySet()) {
      if (Double.isFinite(at.getValue())) {
        run.add(axes.point(at));
        continue;
      }
      draw(canvas, run, paint);
      cross(canvas, axes.x(at.getKey()), axes.top() + 6 + 11 * index, paint);
    }
    draw(canvas, run, paint);
    if (epochs.size() <= DOTTED) {
      curve.values().entrySet().stream()
          .filter(at -> Double.isFinite(at.getValue()))
          .map(axes::point)
          .forEach(p -> canvas.dot(p.x(), p.y(), 2.2, paint));
    }
    bestEpoch()
        .filter(epoch -> Double.isFinite(curve.values().getOrDefault(epoch, Double.NaN)))
        .map(epoch -> axes.point(Map.entry(epoch, curve.values().get(epoch))))
        .ifPresent(p -> {
          canvas.dot(p.x(), p.y(), 5.6, Paint.of(Role.SURFACE));
          canvas.dot(p.x(), p.y(), 4.2, paint);
        });
  }

  /** Draws the points so far as a line, or as a dot if there is but one, and forgets them. */
  private static void draw(Canvas canvas, List<Point> run, Paint paint) {
    if (run.size() == 1) {
      canvas.dot(run.getFirst().x(), run.getFirst().y(), 2.6, paint);
    } else if (!run.isEmpty()) {
      canvas.line(run, new Stroke(paint, 2, false));
    }
    run.clear();
  }

  private static void cross(Canvas canvas, double x, double y, Paint paint) {
    Stroke stroke = new Stroke(paint, 1.6, false);
    canvas.line(x - 3.5, y - 3.5, x + 3.5, y + 3.5, stroke);
    canvas.line(x - 3.5, y + 3.5, x + 3.5, y - 3.5, stroke);
  }

  /** Names each curve at its end, moved apart where two ends are close. */
  private static void labels(Canvas canvas, Axes axes, List<Curve> curves) {
    TextStyle style = Sheet.LABEL.semibold();
    double apart = 16;
    List<Curve> fromTop =
        curves.stream().sorted(Comparator.comparingDouble(c -> -last(c).getValue())).toList();
    double above = axes.top() - apart;
    for (int i = 0; i < fromTop.size(); i++) {
      Curve curve = fromTop.get(i);
      double lowest = axes.bottom() - apart * (fromTop.size() - 1 - i);
      double wanted = axes.y(last(curve).getValue());
      if (i + 1 < fromTop.size()) {
        double next = axes.y(last(fromTop.get(i + 1)).getValue());
        wanted -= Math.max(0, apart - (next - wanted)) / 2;
      }
      double y = Math.max(above + apart, Math.min(wanted, lowest));
      canvas.text(axes.right() + 10, y + style.drop(), curve.label(), style.in(curve.role()));
      above = y;
    }
  }

  private static Map.Entry<Integer, Double> last(Curve curve) {
    return curve.values().descendingMap().entrySet().stream()
        .filter(at -> Double.isFinite(at.getValue()))
        .findFirst()
        .orElseThrow();
  }
}
