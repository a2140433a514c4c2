package dev.fovea.data.synthetic;

import dev.fovea.data.SplitMix64;
import java.util.List;

/**
 * One person's way to write at one moment: how steady the hand is, the slant, turn, size and place
 * of the digit, the pen, and the smooth warp that makes no two digits alike.
 *
 * @param unsteadiness deviation of each skeleton point, in digit heights
 * @param xx share of skeleton x in pixel x, in pixels; with {@code xy, yx, yy} the linear map
 * @param centerX pixel on which the skeleton's center falls
 * @param warp smooth displacement of the skeleton's plane
 * @param radius of the pen, in pixels
 * @param pressure waves of the pen radius along a stroke
 * @param softness width of the ink's edge, in pixels
 * @param ink strength of the ink, up to 1
 */
record Handwriting(
    double unsteadiness,
    double xx,
    double xy,
    double yx,
    double yy,
    double centerX,
    double centerY,
    List<Wave> warp,
    double radius,
    Pressure pressure,
    double softness,
    double ink) {

  /** A displacement along one direction that varies as a sine over the plane. */
  record Wave(double dx, double dy, double frequencyX, double frequencyY, double phase) {
    static Wave drawn(SplitMix64 random) {
      return new Wave(
          0.034 * random.nextBell(),
          0.028 * random.nextBell(),
          random.between(-1.1, 1.1),
          random.between(-1.1, 1.1),
          random.nextDouble());
    }

    double at(double x, double y) {
      return StrictMath.sin(2 * Math.PI * (frequencyX * x + frequencyY * y + phase));
    }
  }

  /** The pen radius along a stroke, a factor round 1. */
  record Pressure(double depth, double frequency, double phase) {
    double at(double along) {
      return 1 + depth * StrictMath.sin(2 * Math.PI * (frequency * along + phase));
    }
  }

  /** Draws a hand for a square image of {@code side} pixels. */
  static Handwriting drawn(SplitMix64 random, int side) {
    double unit = side / 28.0;
    double height = unit * random.between(16.5, 21.5);
    double width = height * random.between(0.66, 1.0);
    double slant = 0.12 + 0.18 * random.nextBell();
    double turn = 0.11 * random.nextBell();
    double cosine = StrictMath.cos(turn);
    double sine = StrictMath.sin(turn);
    // Slant first (x grows with height above the center, so against y), then turn.
    return new Handwriting(
        0.025,
        cosine * width,
        -sine * height - cosine * slant * height,
        sine * width,
        cosine * height - sine * slant * height,
        side / 2.0 + 1.2 * unit * random.nextBell(),
        side / 2.0 + 1.2 * unit * random.nextBell(),
        List.of(Wave.drawn(random), Wave.drawn(random)),
        unit * random.between(0.55, 1.0) * random.between(1.0, 1.7),
        new Pressure(random.between(0, 0.3), random.between(0.4, 1.6), random.nextDouble()),
        unit * random.between(0.9, 1.8),
        random.between(0.62, 1.0));
  }

  /** Writes a form of a digit. */
  void write(List<Stroke> form, SplitMix64 random, Canvas canvas) {
    for (Stroke stroke : form) {
      draw(stroke.unsteady(random, unsteadiness).curve(), canvas);
    }
  }

  private void draw(Stroke curve, Canvas canvas) {
    double lastX = 0;
    double lastY = 0;
    double lastRadius = 0;
    for (int i = 0; i < curve.points(); i++) {
      double x = curve.x(i) - 0.5;
      double y = curve.y(i) - 0.5;
      double warpedX = x;
      double warpedY = y;
      for (Wave wave : warp) {
        double swing = wave.at(x, y);
        warpedX += wave.dx() * swing;
        warpedY += wave.dy() * swing;
      }
      double pixelX = centerX + xx * warpedX + xy * warpedY;
      double pixelY = centerY + yx * warpedX + yy * warpedY;
      double penRadius = radius * pressure.at((double) i / curve.points());
      if (i > 0) {
        canvas.piece(lastX, lastY, lastRadius, pixelX, pixelY, penRadius, softness, ink);
      }
      lastX = pixelX;
      lastY = pixelY;
      lastRadius = penRadius;
    }
  }
}
