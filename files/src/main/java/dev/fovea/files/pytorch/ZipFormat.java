package dev.fovea.files.pytorch;

import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.ByteCursor;
import dev.fovea.files.bytes.FileTensor;
import dev.fovea.files.python.PickleMachine;
import dev.fovea.files.python.PythonValue;
import dev.fovea.files.zip.ZipArchive;
import dev.fovea.files.zip.ZipMember;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The format since PyTorch 1.6: a zip file with a folder that holds {@code data.pkl}, the pickle,
 * and {@code data/0}, {@code data/1}, …, the storages.
 */
final class ZipFormat {
  static final String PICKLE = "data.pkl";
  static final String STORAGE = "data/";
  static final String BYTE_ORDER = "byteorder";
  static final String LITTLE = "little";
  private static final String BIG = "big";
  private static final int LONGEST_WORD = 16;

  private ZipFormat() {}

  static boolean isAt(MemorySegment bytes) {
    return ZipArchive.isZip(bytes);
  }

  static Saved read(MemorySegment bytes) throws FormatException {
    ZipArchive zip = ZipArchive.of(bytes, Saved.WHAT);
    String folder = folder(zip);
    Map<String, FileTensor.Bytes> storages = new HashMap<>();
    TorchGlobals globals =
        new TorchGlobals(
            (key, _, length) -> {
              if (!storages.containsKey(key)) {
                storages.put(key, storage(zip, folder + STORAGE + key));
              }
              checkLength(zip.member(folder + STORAGE + key), length);
            },
            byteOrder(zip, folder));
    ZipMember pickle = zip.member(folder + PICKLE);
    try {
      ByteCursor cursor = new ByteCursor(pickle.content(), 0, Saved.WHAT);
      PythonValue root = PickleMachine.run(cursor, globals);
      return new Saved(root, storages);
    } catch (FormatException wrong) {
      throw wrong.within("entry", pickle.name());
    }
  }

  private static String folder(ZipArchive zip) throws FormatException {
    List<String> pickles =
        zip.members().keySet().stream()
            .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .toList();
    if (pickles.size() != 1) {
      throw FormatException.of("pytorch: this zip file is not one of torch.save")
          .fact("expected", "one entry " + PICKLE + " in a folder")
          .fact("found", pickles.size() + " among " + zip.members().size() + " entries");
    }
    String name = pickles.getFirst();
    return name.substring(0, name.length() - PICKLE.length());
  }

  private static ByteOrder byteOrder(ZipArchive zip, String folder) throws FormatException {
    if (zip.find(folder + BYTE_ORDER).isEmpty()) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    ZipMember member = zip.member(folder + BYTE_ORDER);
    String word = new String(member.content(LONGEST_WORD), StandardCharsets.UTF_8);
    return switch (word) {
      case LITTLE -> ByteOrder.LITTLE_ENDIAN;
      case BIG -> ByteOrder.BIG_ENDIAN;
      default ->
          throw FormatException.of("pytorch: unknown byte order")
              .fact("entry", member.name())
              .fact("expected", LITTLE + " or " + BIG)
              .fact("found", word);
    };
  }

  private static void checkLength(ZipMember member, long length) throws FormatException {
    if (member.length() != length) {
      throw FormatException.of("pytorch: a storage is not as long as the pickle says")
          .fact("storage", member.name())
          .fact("expected", length + " bytes")
          .fact("found", member.length() + " bytes");
    }
  }

  /** Unpacked and compared with its checksum once, when the first of its tensors is read. */
  private static FileTensor.Bytes storage(ZipArchive zip, String name) throws FormatException {
    return new Once(zip.member(name));
  }

  private static final class Once implements FileTensor.Bytes {
    private final ZipMember member;
    private MemorySegment content = MemorySegment.NULL;

    Once(ZipMember member) {
      this.member = member;
    }

    @Override
    public synchronized MemorySegment get() throws FormatException {
      if (content.equals(MemorySegment.NULL)) {
        content = member.content();
      }
      return content;
    }
  }
}
