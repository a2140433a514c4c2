package dev.fovea.core.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.vector.simd.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whether runs that are meant to use narrower vectors than the machine may have really do. */
class LaneWidthTest {
  @Test
  @EnabledIfSystemProperty(
      named = "fovea.lanes",
      matches = "\\d+",
      disabledReason = "the width is the machine's own; see the executions 8-lanes and 4-lanes")
  void isNotAboveTheOneAskedFor() {
    assertThat(Lanes.COUNT).isLessThanOrEqualTo(Integer.getInteger("fovea.lanes"));
  }
}
