package dev.fovea.files.pytorch;

import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import dev.fovea.files.bytes.ByteCursor;
import dev.fovea.files.bytes.FileTensor;
import dev.fovea.files.python.PickleHost;
import dev.fovea.files.python.PickleMachine;
import dev.fovea.files.python.PythonValue;
import dev.fovea.files.python.PythonValue.Sequence;
import dev.fovea.files.python.PythonValue.Whole;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The format before PyTorch 1.6: a magic number, a version, facts of the machine, the value and the
 * keys of its storages, five pickles in a row; then the storages, each with its number of elements
 * in front, the lowest byte first whatever the machine.
 */
final class LegacyFormat {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int PICKLE_START = 0x80;
  private static final BigInteger VERSION = BigInteger.valueOf(1001);

  /** A pickle that refers to nothing. */
  private static final PickleHost PLAIN =
      new TorchGlobals(
          (key, _, _) -> {
            throw FormatException.of("pytorch: a storage is out of place").fact("storage", key);
          },
          ByteOrder.LITTLE_ENDIAN);

  private LegacyFormat() {}

  /**
   * A storage as the pickle tells of it.
   *
   * @param type of its elements
   * @param bytes how many it has
   */
  private record Declared(StoredType type, long bytes) {}

  static Saved read(MemorySegment bytes) throws FormatException {
    ByteCursor in = new ByteCursor(bytes, 0, Saved.WHAT);
    checkMagic(in, bytes);
    checkVersion(PickleMachine.run(in, PLAIN));
    PickleMachine.run(in, PLAIN);
    Map<String, Declared> declared = new LinkedHashMap<>();
    TorchGlobals globals =
        new TorchGlobals(
            (key, type, length) -> declare(declared, key, new Declared(type, length)),
            ByteOrder.LITTLE_ENDIAN);
    PythonValue root = PickleMachine.run(in, globals);
    List<String> keys = keys(PickleMachine.run(in, PLAIN));
    Map<String, FileTensor.Bytes> storages = new HashMap<>();
    for (String key : keys) {
      Declared storage = declared.get(key);
      if (storage == null || storages.containsKey(key)) {
        throw FormatException.of("pytorch: a storage that no tensor uses, or a second of its name")
            .fact("offset", in.position())
            .fact("storage", key);
      }
      MemorySegment content = storage(in, key, storage, bytes);
      storages.put(key, () -> content);
    }
    for (String key : declared.keySet()) {
      if (!storages.containsKey(key)) {
        throw FormatException.of("pytorch: a storage is missing")
            .fact("expected", key)
            .fact("found", storages.size() + " others");
      }
    }
    return new Saved(root, storages);
  }

  private static void checkMagic(ByteCursor in, MemorySegment bytes) throws FormatException {
    int start = bytes.byteSize() == 0 ? 0 : bytes.get(ValueLayout.JAVA_BYTE, 0) & 0xFF;
    if (start != PICKLE_START) {
      throw noTorchFile(bytes.byteSize() + " bytes from 0x%02x on".formatted(start));
    }
    PythonValue first = PickleMachine.run(in, PLAIN);
    if (!(first instanceof Whole(BigInteger magic)) || !magic.equals(MAGIC)) {
      throw noTorchFile("a pickle of " + first.kind());
    }
  }

  private static FormatException noTorchFile(String found) {
    return FormatException.of("pytorch: this is no file of torch.save")
        .fact("expected", "a zip file, or a pickle of the magic number")
        .fact("found", found);
  }

  private static void checkVersion(PythonValue version) throws FormatException {
    if (!(version instanceof Whole(BigInteger number)) || !number.equals(VERSION)) {
      throw FormatException.of("pytorch: unknown version of the legacy format")
          .fact("expected", VERSION)
          .fact("found", version.kind());
    }
  }

  private static void declare(Map<String, Declared> declared, String key, Declared storage)
      throws FormatException {
    Declared before = declared.putIfAbsent(key, storage);
    if (before != null && !before.equals(storage)) {
      throw FormatException.of("pytorch: a storage is described in two ways")
          .fact("storage", key)
          .fact("expected", before.bytes() + " bytes of " + before.type().label())
          .fact("found", storage.bytes() + " bytes of " + storage.type().label());
    }
  }

  private static List<String> keys(PythonValue value) throws FormatException {
    if (!(value instanceof Sequence list)) {
      throw TorchGlobals.unexpected("the keys of the storages", value.kind());
    }
    List<String> keys = new ArrayList<>();
    for (PythonValue key : list.items()) {
      keys.add(TorchGlobals.text(key));
    }
    return keys;
  }

  private static MemorySegment storage(
      ByteCursor in, String key, Declared storage, MemorySegment bytes) throws FormatException {
    long at = in.position();
    long elements = in.signedLong("elements of storage " + key);
    if (elements != storage.bytes() / storage.type().bytes()) {
      throw FormatException.of("pytorch: a storage is not as long as the pickle says")
          .fact("offset", at)
          .fact("storage", key)
          .fact("expected", storage.bytes() / storage.type().bytes() + " elements")
          .fact("found", elements);
    }
    long start = in.skip(storage.bytes(), "storage " + key);
    return bytes.asSlice(start, storage.bytes());
  }
}
