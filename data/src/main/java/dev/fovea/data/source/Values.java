package dev.fovea.data.source;

import dev.fovea.data.DataFileException;
import java.util.Arrays;
import java.util.function.Supplier;

/** Numbers whose count is not known before they have come. */
public final class Values {
  /** The longest array of a JVM, with room for its header. */
  public static final int MOST = Integer.MAX_VALUE - 16;

  private float[] numbers = new float[1024];
  private int size;

  /** None as yet. */
  public Values() {}

  /**
   * One more.
   *
   * @param tooMany the error if there is no more room
   */
  public void add(float number, Supplier<DataFileException> tooMany) throws DataFileException {
    if (size == numbers.length) {
      if (size == MOST) {
        throw tooMany.get();
      }
      numbers = Arrays.copyOf(numbers, (int) Math.min(MOST, 2L * size));
    }
    numbers[size++] = number;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** All of them, in a new array. */
  public float[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
