package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Normalize;
import dev.fovea.data.Transform;

/** Something that is done to each example as it is read. */
public sealed interface Preparation {
  /**
   * The transform itself.
   *
   * @param train what is learned from, with what is done before
   */
  Transform fittedTo(Dataset train);

  /** The shape of an example afterward. */
  Shape outputShape(Shape example);

  /**
   * The same for all data.
   *
   * @param transform what is done
   */
  record Fixed(Transform transform) implements Preparation {
    @Override
    public Transform fittedTo(Dataset train) {
      return transform;
    }

    @Override
    public Shape outputShape(Shape example) {
      return transform.outputShape(example);
    }
  }

  /** Each channel to mean 0 and variance 1 over the training set. */
  record ChannelStatistics() implements Preparation {
    @Override
    public Transform fittedTo(Dataset train) {
      return Normalize.fittedTo(train.features());
    }

    @Override
    public Shape outputShape(Shape example) {
      return example;
    }
  }
}
