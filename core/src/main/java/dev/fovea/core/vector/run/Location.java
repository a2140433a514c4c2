package dev.fovea.core.vector.run;

/**
 * Where numbers lie: a distance into a {@link Buffer}. Valid to read when the buffer is placed.
 *
 * @param buffer what they lie in
 * @param shift bytes from the start of the buffer, or of each copy of it
 * @param perTask bytes from the numbers of one task or block to those of the next, beside what the
 *     copies of the buffer are apart
 */
public record Location(Buffer buffer, long shift, long perTask) {
  /** No place in particular: for steps that are only asked how much memory they need. */
  public static final Location NOWHERE = known(0, 0);

  /** The start of a buffer. */
  public static Location of(Buffer buffer) {
    return new Location(buffer, 0, 0);
  }

  /** A known place, the same for all workers and blocks. */
  public static Location known(int base, long offset) {
    return of(Buffer.at(base, offset, 0));
  }

  /** The place this many bytes further on. */
  public Location plus(long bytes) {
    return new Location(buffer, shift + bytes, perTask);
  }

  /** The same place for task 0, and this many bytes further on for each task after it. */
  public Location steppingBy(long bytes) {
    return new Location(buffer, shift, bytes);
  }

  /** The number of the memory base: 0 is the program's own arena. */
  public int base() {
    return buffer.base();
  }

  /** Bytes from the start of the memory base, for what all workers and blocks share. */
  public long offset() {
    return buffer.offset() + shift;
  }

  /** Bytes from the start of the memory base, for one worker and block or task. */
  public long at(int worker, int block) {
    return buffer.at(worker, block) + shift + block * perTask;
  }
}
