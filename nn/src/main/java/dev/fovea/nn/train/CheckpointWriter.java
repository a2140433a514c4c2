package dev.fovea.nn.train;

import java.io.IOException;
import java.nio.file.Path;

/** Writes checkpoints. The module of file formats offers one as a service. */
public interface CheckpointWriter {
  /** How names of such files end, such as {@code .fovea}. */
  String extension();

  /** Writes a checkpoint, whole or not at all. */
  void write(Path file, Checkpoint checkpoint) throws IOException;
}
