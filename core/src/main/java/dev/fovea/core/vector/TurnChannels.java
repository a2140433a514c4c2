package dev.fovea.core.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Brings the channels of images {@code [examples, channels, positions]} into the lanes: packs
 * {@code B [examples·positions, channels]} into {@link Panels}, by squares of as many positions and
 * channels as a vector has lanes.
 *
 * @param examples how many images
 * @param channels channels of an image
 * @param positions numbers of a channel
 * @param images the images
 * @param target the packed panels
 * @param worker {@link #WORKER_BYTES} for each worker
 */
record TurnChannels(
    int examples, int channels, int positions, Location images, Location target, Location worker)
    implements PlainStep {
  static final long WORKER_BYTES = (long) Lanes.COUNT * Lanes.BYTES;

  /** Floats that are worth a task: some 10 µs. */
  private static final int TASK = 1 << 14;

  Panels panels() {
    return new Panels(1, examples * positions, channels);
  }

  private int squares() {
    return Math.ceilDiv(panels().k(), Lanes.COUNT);
  }

  private int squaresATask() {
    return Math.max(1, TASK / (Lanes.COUNT * Lanes.COUNT));
  }

  private int tasksAVector() {
    return Math.ceilDiv(squares(), squaresATask());
  }

  @Override
  public int tasks() {
    return tasksAVector() * panels().vectors();
  }

  @Override
  public long cost() {
    return (long) Math.min(squares(), squaresATask()) * Lanes.COUNT * Lanes.COUNT;
  }

  @Override
  public void run(Memory memory, int workerNumber, int task) {
    int vector = task % panels().vectors();
    int first = task / panels().vectors() * squaresATask();
    int end = Math.min(squares(), first + squaresATask());
    long square = worker.at(workerNumber, 0);
    for (int i = first; i < end; i++) {
      square(memory, i * Lanes.COUNT, vector, square);
    }
  }

  private void square(Memory memory, int position, int vector, long square) {
    Panels panels = panels();
    int count = Math.min(Lanes.COUNT, panels.k() - position);
    int channel = panels.column(vector);
    int example = position / positions;
    int within = position % positions;
    MemorySegment room = memory.of(worker);
    for (int j = 0; j < panels.columns(); j++) {
      long from = ((long) example * channels + channel + j) * positions + within;
      long to = square + (long) j * Lanes.BYTES;
      if (within + Lanes.COUNT <= positions) {
        Lanes.store(Lanes.load(memory.of(images), images.offset() + from * Float.BYTES), room, to);
      } else {
        scattered(memory, example, channel + j, within, count, to);
      }
    }
    for (int j = panels.columns(); j < Lanes.COUNT; j++) {
      Lanes.store(FloatVector.zero(Lanes.FLOATS), room, square + (long) j * Lanes.BYTES);
    }
    LaneTurn.inPlace(room, square);
    long step = (long) panels.step(vector) * Float.BYTES;
    long out = target.offset() + panels.offset(vector) * Float.BYTES + position * step;
    for (int i = 0; i < count; i++) {
      Lanes.store(
          Lanes.load(room, square + (long) i * Lanes.BYTES), memory.of(target), out + i * step);
    }
  }

  /** Positions that reach from one image into others. */
  private void scattered(
      Memory memory, int first, int channel, int firstPosition, int count, long out) {
    int example = first;
    int position = firstPosition;
    for (int i = 0; i < count; i++) {
      long from = ((long) example * channels + channel) * positions + position;
      float value = memory.of(images).get(Lanes.FLOAT, images.offset() + from * Float.BYTES);
      memory.of(worker).set(Lanes.FLOAT, out + (long) i * Float.BYTES, value);
      position++;
      if (position == positions) {
        position = 0;
        example++;
      }
    }
  }

  @Override
  public String describe() {
    return "channels of %d×%d×%d into the lanes".formatted(examples, channels, positions);
  }
}
