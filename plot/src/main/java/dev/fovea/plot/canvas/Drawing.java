package dev.fovea.plot.canvas;

import java.util.List;

/**
 * What is to be seen, apart from how it is written.
 *
 * @param width in drawing units: CSS pixels on a page
 * @param height in drawing units
 * @param title a few words, read out by screen readers
 * @param description what the drawing shows, read out by screen readers
 * @param marks from back to front
 */
public record Drawing(
    double width, double height, String title, String description, List<Mark> marks) {
  /** Copies the marks. */
  public Drawing {
    marks = List.copyOf(marks);
  }
}
