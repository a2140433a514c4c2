package dev.fovea.bench.side;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
  @Test
  void readsWhatLinuxSays() {
    assertThat(PeakMemory.bytes(List.of("VmPeak:\t  900 kB", "VmHWM:\t   132 kB")))
        .isEqualTo(132 * 1024);
  }

  @Test
  void isZeroWhereTheSystemDoesNotTell() {
    assertThat(PeakMemory.bytes(List.of("Name:\tjava"))).isZero();
  }
}
