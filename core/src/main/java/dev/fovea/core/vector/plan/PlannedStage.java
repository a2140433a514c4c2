package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.WholeStep;
import java.util.List;

/** What runs between two meetings of the workers. */
sealed interface PlannedStage {
  /** The fusion groups of the stage, in order. */
  List<? extends PlannedSteps<?>> groups();

  /** Each block of examples goes through all steps before the worker takes the next block. */
  record PerBlock(List<PlannedSteps<BlockStep>> groups) implements PlannedStage {
    public PerBlock {
      groups = List.copyOf(groups);
    }
  }

  /** Steps on the whole batch, or on what has no batch, one after the other. */
  record Whole(List<PlannedSteps<WholeStep>> groups) implements PlannedStage {
    public Whole {
      groups = List.copyOf(groups);
    }
  }
}
