package dev.fovea.core.vector.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Squares, narrow rows and missing rows, there and back. */
class TranspositionTest {
  private static final int STEP = 50;
  private static final float UNTOUCHED = -1;

  static Stream<Arguments> sizes() {
    return IntStream.of(1, 3, Lanes.COUNT - 1, Lanes.COUNT)
        .boxed()
        .flatMap(rows ->
            IntStream.of(1, 2, 7, Lanes.COUNT, Lanes.COUNT + 1, 3 * Lanes.COUNT - 1)
                .mapToObj(columns -> Arguments.of(rows, columns)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void columnsBecomeVectorsAndVectorsColumns(int rows, int columns) {
    float[] numbers = new float[(rows - 1) * STEP + columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % STEP < columns ? i + 1 : UNTOUCHED;
    }
    MemorySegment from = segment(numbers.length);
    MemorySegment.copy(numbers, 0, from, ValueLayout.JAVA_FLOAT, 0, numbers.length);
    int room = (columns + Lanes.COUNT) * Lanes.COUNT;
    MemorySegment lanes = segment(room + (int) (Transposition.BYTES / Float.BYTES));
    long temporary = (long) room * Float.BYTES;
    long step = (long) STEP * Float.BYTES;

    Transposition.toLanes(from, 0, step, rows, columns, lanes, 0, temporary);
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < Lanes.COUNT; row++) {
        long index = (long) column * Lanes.COUNT + row;
        assertThat(lanes.getAtIndex(ValueLayout.JAVA_FLOAT, index))
            .as("column %d, row %d", column, row)
            .isEqualTo(row < rows ? numbers[row * STEP + column] : 0);
      }
    }

    MemorySegment back = segment(numbers.length);
    Transposition.fromLanes(lanes, 0, back, 0, step, rows, columns, temporary);
    assertThat(back.toArray(ValueLayout.JAVA_FLOAT)).isEqualTo(numbers);
  }

  private static MemorySegment segment(int floats) {
    float[] values = new float[floats];
    Arrays.fill(values, UNTOUCHED);
    return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, values);
  }
}
