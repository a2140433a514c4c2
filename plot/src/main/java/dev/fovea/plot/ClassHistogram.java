package dev.fovea.plot;

import dev.fovea.plot.canvas.Paint;
import dev.fovea.plot.canvas.Role;
import dev.fovea.plot.canvas.Stroke;
import dev.fovea.plot.canvas.TextStyle;
import java.util.Arrays;
import java.util.List;

/**
 * How many examples each class has: one bar per class, in class order, with count and share. A
 * dashed line shows where all bars would end if the classes were equal.
 *
 * @param counts examples of each class, none below 0; not copied
 */
public record ClassHistogram(String title, List<String> classes, long[] counts) implements Chart {
  private static final double BARS = 460;
  private static final double NAME_ROOM = 180;
  private static final double NAME_GAP = 12;
  private static final double SHARE_ROOM = 54;
  private static final TextStyle NAME = Sheet.LABEL.ending();
  private static final TextStyle NUMBER = Sheet.LABEL.ending();

  /** Checks that there is a class, and a count for each. */
  public ClassHistogram {
    classes = List.copyOf(classes);
    Expect.that(!classes.isEmpty(), "class histogram: nothing to draw", "at least one class", 0);
    Expect.that(
        counts.length == classes.size(),
        "class histogram: counts do not match the class names",
        classes.size() + " counts",
        counts.length + " counts");
    for (int i = 0; i < counts.length; i++) {
      Expect.that(
          counts[i] >= 0,
          "class histogram: count of class " + classes.get(i),
          "0 or more",
          counts[i]);
    }
  }

  /** A bar for each class, in the order given. */
  public static ClassHistogram of(List<String> classes, long... counts) {
    return new ClassHistogram("Examples per class", classes, counts);
  }

  /** A bar for each class, from counts as a data set gives them. */
  public static ClassHistogram of(List<String> classes, int[] counts) {
    return of(classes, Arrays.stream(counts).asLongStream().toArray());
  }

  /** The same under another title; an empty one leaves the heading out. */
  public ClassHistogram title(String text) {
    return new ClassHistogram(text, classes, counts);
  }

  @Override
  public Picture picture() {
    long total = Arrays.stream(counts).sum();
    long most = Arrays.stream(counts).max().orElseThrow();
    String subtitle =
        "%s examples of %d %s"
            .formatted(
                Numbers.count(total), classes.size(), classes.size() == 1 ? "class" : "classes");
    Sheet sheet = new Sheet(title, title.isEmpty() ? "" : subtitle);

    double names = classes.stream().mapToDouble(NAME::width).max().orElseThrow();
    double zero = sheet.left() + Math.min(names, NAME_ROOM) + NAME_GAP;
    double bar = classes.size() <= 12 ? 18 : 14;
    double step = bar + (classes.size() <= 12 ? 9 : 7);
    double top = sheet.top() + 18;
    double bottom = top + step * classes.size();
    double countRight =
        zero
            + BARS
            + 16
            + Arrays.stream(counts).mapToDouble(ClassHistogram::countWidth).max().orElseThrow();
    double shareRight = countRight + SHARE_ROOM;

    for (int i = 0; i < counts.length; i++) {
      double y = top + i * step + (step - bar) / 2;
      double baseline = y + bar / 2 + NAME.drop();
      double length = most == 0 ? 0 : BARS * counts[i] / most;
      sheet.canvas.text(zero - NAME_GAP, baseline, classes.get(i), NAME_ROOM, NAME);
      if (length > 0) {
        sheet.canvas.box(zero, y, length, bar, Math.min(2, length / 2), Paint.of(Role.FIRST));
      }
      sheet.canvas.text(countRight, baseline, Numbers.count(counts[i]), NUMBER);
      if (total > 0) {
        String share = Numbers.percent((double) counts[i] / total, 1);
        sheet.canvas.text(shareRight, baseline, share, Sheet.NOTE.ending());
      }
    }
    sheet.canvas.line(zero, top, zero, bottom, Stroke.of(Role.AXIS, 1));
    if (classes.size() > 1 && total > 0) {
      equalShare(sheet, zero + BARS * total / classes.size() / most, top, bottom);
    }
    return sheet.picture(shareRight, bottom, subtitle);
  }

  private static double countWidth(long count) {
    return NUMBER.width(Numbers.count(count));
  }

  private static void equalShare(Sheet sheet, double x, double top, double bottom) {
    sheet.canvas.line(x, top - 3, x, bottom, Stroke.of(Role.MUTED, 1).dash());
    sheet.canvas.text(x, top - 8, "equal share", Sheet.NOTE.centered());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassHistogram(String t, List<String> names, long[] n)
        && t.equals(title)
        && names.equals(classes)
        && Arrays.equals(n, counts);
  }

  @Override
  public int hashCode() {
    return classes.hashCode() * 31 + Arrays.hashCode(counts);
  }
}
