package dev.fovea.nn.models;

import dev.fovea.core.shape.DType;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.network.SequentialConfig;
import java.util.List;

/** Blocks of equal channels, named {@code 0}, {@code 1}, …; only the first may have a stride. */
final class Stage {
  private Stage() {}

  static LayerConfig of(BasicBlock.Config first, int blocks) {
    return (shape, seed) -> {
      SequentialConfig stage =
          new SequentialConfig(new Sequential.Input(shape, DType.FLOAT32), List.of());
      for (int block = 0; block < blocks; block++) {
        BasicBlock.Config config =
            block == 0 ? first : new BasicBlock.Config(first.channels(), 1, first.shortcut());
        stage = stage.add(Integer.toString(block), config);
      }
      return stage.build(seed);
    };
  }
}
