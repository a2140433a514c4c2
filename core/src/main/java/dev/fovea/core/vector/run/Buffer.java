package dev.fovea.core.vector.run;

/**
 * A stretch of a program's memory that a value, or the scratch of a step, lies in. Steps are made
 * of buffers whose place is not known yet; when all steps are known, each buffer is given its
 * place, once. Buffers that are not in use at the same time may be given the same bytes.
 */
public final class Buffer {
  /** How many copies of a buffer there are while a step runs. */
  public enum Copies {
    /** One for the whole program. */
    ONE,
    /** One for each worker, within one task. */
    PER_WORKER,
    /** One for each block of examples. */
    PER_BLOCK
  }

  private static final int UNPLACED = -1;

  private final Copies copies;
  private final long bytes;
  private int base;
  private long offset;
  private long perWorker;
  private long perBlock;

  private Buffer(Copies copies, long bytes, int base, long offset, long perWorker) {
    this.copies = copies;
    this.bytes = bytes;
    this.base = base;
    this.offset = offset;
    this.perWorker = perWorker;
  }

  /**
   * A buffer that will be {@linkplain #place placed}.
   *
   * @param bytes the size of each copy; rounded up to whole cache lines
   */
  public static Buffer of(Copies copies, long bytes) {
    return new Buffer(copies, Memory.aligned(Math.max(1, bytes)), UNPLACED, 0, 0);
  }

  /**
   * A buffer whose place is known: a parameter, or memory that somebody else divides.
   *
   * @param base the number of the memory base: 0 is the program's own arena
   * @param offset bytes from its start
   * @param perWorker bytes from one worker's copy to the next, 0 if there is one for all
   */
  public static Buffer at(int base, long offset, long perWorker) {
    return new Buffer(perWorker == 0 ? Copies.ONE : Copies.PER_WORKER, 0, base, offset, perWorker);
  }

  /** How many copies there are. */
  public Copies copies() {
    return copies;
  }

  /** The size of one copy, in whole cache lines. */
  public long bytes() {
    return bytes;
  }

  /** Whether the buffer has its place. */
  public boolean isPlaced() {
    return base != UNPLACED;
  }

  /**
   * Gives the buffer its place in the program's arena.
   *
   * @param offset bytes from the arena's start to the first copy
   * @param perWorker bytes from one worker's copy to the next, 0 if workers share it
   * @param perBlock bytes from one block's copy to the next, 0 if blocks share it
   * @throws IllegalStateException if it has a place already: steps may have read it
   */
  public void place(long offset, long perWorker, long perBlock) {
    if (isPlaced()) {
      throw new IllegalStateException("a buffer is placed once");
    }
    this.base = 0;
    this.offset = offset;
    this.perWorker = perWorker;
    this.perBlock = perBlock;
  }

  int base() {
    return base;
  }

  long offset() {
    return offset;
  }

  long at(int worker, int block) {
    return offset + worker * perWorker + block * perBlock;
  }
}
