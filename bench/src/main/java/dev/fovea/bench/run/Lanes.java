package dev.fovea.bench.run;

import java.util.List;

/** How wide Fovea's vectors are, by flags of its JVM. */
public enum Lanes {
  /** As wide as the machine has them. */
  WIDEST(List.of()),
  /** 16 floats, AVX-512. */
  SIXTEEN(List.of("-XX:UseAVX=3")),
  /** 8 floats, AVX2. */
  EIGHT(List.of("-XX:UseAVX=2")),
  /** 4 floats, as NEON and SSE have them. */
  FOUR(List.of("-XX:MaxVectorSize=16"));

  private final List<String> flags;

  Lanes(List<String> flags) {
    this.flags = flags;
  }

  /** What the JVM is told. */
  public List<String> flags() {
    return flags;
  }

  /**
   * By the number of floats.
   *
   * @throws IllegalArgumentException if it is not 16, 8 or 4
   */
  public static Lanes of(int floats) {
    return switch (floats) {
      case 16 -> SIXTEEN;
      case 8 -> EIGHT;
      case 4 -> FOUR;
      default ->
          throw new IllegalArgumentException("--lanes: expected 16, 8 or 4 but was " + floats);
    };
  }
}
