package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.run.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Places of plain values, which share memory by lifetime: from the first step that touches a value
 * to the last. Which steps these are is found out by planning once without places: each time a step
 * asks for a value's place, the value is needed there.
 */
final class BufferPlan {
  private static final class Room {
    private final long bytes;
    private int first = Integer.MAX_VALUE;
    private int last = -1;
    private long offset;

    private Room(long bytes) {
      this.bytes = bytes;
    }
  }

  private final Map<Integer, Room> rooms = new TreeMap<>();
  private int position;

  /** A value needs room for so many floats. */
  void add(int v, long floats) {
    rooms.put(v, new Room(Memory.aligned(Math.max(1, floats) * Float.BYTES)));
  }

  /** From here on, the next step is planned. */
  void nextStep() {
    position++;
  }

  /** The step being planned reads or writes this value. */
  void touch(int v) {
    Room room = rooms.get(v);
    if (room != null) {
      room.first = Math.min(room.first, position);
      room.last = position;
    }
  }

  /** Gives each value that was touched its offset in a stretch of memory; the bytes of all. */
  long place() {
    List<Room> byStart =
        rooms.values().stream()
            .filter(room -> room.last >= 0)
            .sorted(Comparator.comparingInt(room -> room.first))
            .toList();
    ScratchPlan space = new ScratchPlan();
    List<Room> living = new ArrayList<>();
    for (Room room : byStart) {
      living.removeIf(other -> {
        boolean isOver = other.last < room.first;
        if (isOver) {
          space.give(other.offset, other.bytes);
        }
        return isOver;
      });
      room.offset = space.take(room.bytes);
      living.add(room);
    }
    return space.size();
  }

  /** The offsets of all values that have one, by value. */
  Map<Integer, Long> offsets() {
    Map<Integer, Long> offsets = new HashMap<>();
    rooms.forEach((v, room) -> {
      if (room.last >= 0) {
        offsets.put(v, room.offset);
      }
    });
    return offsets;
  }
}
