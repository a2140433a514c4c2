package dev.fovea.cli.run;

import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.train.Checkpoint;
import dev.fovea.nn.train.CheckpointWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the whole network into checkpoints, also where only its last layers are trained: a
 * checkpoint is a model that can be used.
 *
 * @param inside what writes
 * @param network the whole network, which shares its parameters with what is trained
 */
public record WholeNetwork(CheckpointWriter inside, Sequential network)
    implements CheckpointWriter {
  @Override
  public String extension() {
    return inside.extension();
  }

  @Override
  public void write(Path file, Checkpoint checkpoint) throws IOException {
    inside.write(
        file,
        new Checkpoint(network, checkpoint.optimizer(), checkpoint.standing(), checkpoint.fit()));
  }
}
