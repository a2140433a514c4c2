package dev.fovea.core.vector.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class LaneSumsTest {
  @Test
  void eachLaneHoldsTheSumOfOneVector() {
    MemorySegment memory = Arena.ofAuto().allocate((long) Lanes.COUNT * Lanes.BYTES, 64);
    for (int vector = 0; vector < Lanes.COUNT; vector++) {
      for (int lane = 0; lane < Lanes.COUNT; lane++) {
        memory.setAtIndex(
            ValueLayout.JAVA_FLOAT, (long) vector * Lanes.COUNT + lane, vector * 100 + lane);
      }
    }
    LaneSums.inPlace(memory, 0);
    for (int vector = 0; vector < Lanes.COUNT; vector++) {
      float expected = vector * 100 * Lanes.COUNT + Lanes.COUNT * (Lanes.COUNT - 1) / 2f;
      assertThat(memory.getAtIndex(ValueLayout.JAVA_FLOAT, vector)).isEqualTo(expected);
    }
  }
}
