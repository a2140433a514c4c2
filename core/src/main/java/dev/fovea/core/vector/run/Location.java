package dev.fovea.core.vector.run;

/**
 * Where a value lies: an offset in bytes within one of the program's memory bases, the same for all
 * (plain values), one for each worker (values of the block at hand), or one for each block (values
 * that outlive a wave).
 *
 * @param base the number of the memory base: 0 is the program's own arena
 * @param offset bytes from its start
 * @param perWorker bytes from one worker's copy to the next
 * @param perBlock bytes from one block's copy to the next
 */
public record Location(int base, long offset, long perWorker, long perBlock) {
  public static Location plain(int base, long offset) {
    return new Location(base, offset, 0, 0);
  }

  /** The place so many bytes behind this one. */
  public Location behind(long bytes) {
    return new Location(base, offset + bytes, perWorker, perBlock);
  }

  public long at(int worker, int block) {
    return offset + worker * perWorker + block * perBlock;
  }
}
