package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import io.jhdf.GlobalHeap;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of an HDF5 file. Links are not followed: a hostile one leads round in a circle, or to
 * another file.
 *
 * @param group the group
 * @param place its path, for errors
 * @param storage the file's bytes
 * @param length how many bytes the file has
 */
record Hdf5Group(Group group, String place, HdfBackingStorage storage, long length) {
  private static final int MOST_TEXTS = 1 << 20;
  private static final int VARIABLE_LENGTH_ID = 16;

  // ---- what is inside ----

  /** The names of what is inside. */
  List<String> names() throws FormatException {
    return Hdf5.guarded(place, () -> List.copyOf(group.getChildren().keySet()));
  }

  boolean has(String name) throws FormatException {
    return names().contains(name);
  }

  /** A group at a path, if there is something. */
  Optional<Hdf5Group> group(String path) throws FormatException {
    Hdf5Group found = this;
    for (String name : path.split("/")) {
      Optional<Node> child = found.child(name);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      if (!(child.get() instanceof Group inner)) {
        throw FormatException.of(Hdf5.WHAT + ": expected a group")
            .fact("place", found.below(name))
            .fact("found", child.get().getType());
      }
      found = new Hdf5Group(inner, found.below(name), storage, length);
    }
    return Optional.of(found);
  }

  /**
   * Numbers at a path.
   *
   * @throws FormatException if there are none
   */
  Hdf5Array array(String path) throws FormatException {
    int last = path.lastIndexOf('/');
    Optional<Hdf5Group> holder = last < 0 ? Optional.of(this) : group(path.substring(0, last));
    String name = path.substring(last + 1);
    Optional<Node> found = holder.isEmpty() ? Optional.empty() : holder.get().child(name);
    if (found.isPresent() && found.get() instanceof Dataset dataset) {
      return Hdf5Array.of(dataset, below(path), length);
    }
    throw FormatException.of(Hdf5.WHAT + ": numbers are missing")
        .fact("place", below(path))
        .fact("found", found.isPresent() ? found.get().getType() : "nothing");
  }

  private Optional<Node> child(String name) throws FormatException {
    Optional<Node> found =
        Hdf5.guarded(below(name), () -> Optional.ofNullable(group.getChild(name)));
    if (found.isPresent() && found.get().isLink()) {
      throw FormatException.of(Hdf5.WHAT + ": a link is not followed").fact("place", below(name));
    }
    return found;
  }

  private String below(String path) {
    return place.endsWith("/") ? place + path : place + "/" + path;
  }

  // ---- texts ----

  /** One text of an attribute, if it is there. */
  Optional<String> text(String name) throws FormatException {
    List<String> all = texts(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
  }

  /**
   * The texts of an attribute, none if it is not there. Keras cuts long lists into attributes
   * {@code name0}, {@code name1}, ….
   */
  List<String> texts(String name) throws FormatException {
    Optional<Attribute> whole = attribute(name);
    if (whole.isPresent()) {
      return texts(name, whole.get());
    }
    List<String> all = new ArrayList<>();
    for (int part = 0; ; part++) {
      Optional<Attribute> next = attribute(name + part);
      if (next.isEmpty()) {
        return all;
      }
      all.addAll(texts(name + part, next.get()));
    }
  }

  private Optional<Attribute> attribute(String name) throws FormatException {
    return Hdf5.guarded(place + "@" + name, () -> Optional.ofNullable(group.getAttribute(name)));
  }

  private List<String> texts(String name, Attribute attribute) throws FormatException {
    String at = place + "@" + name;
    return Hdf5.guarded(at, () -> attribute.isEmpty() || attribute.getSize() == 0)
        ? List.of()
        : decoded(at, attribute);
  }

  private List<String> decoded(String at, Attribute attribute) throws FormatException {
    long count = Hdf5.guarded(at, attribute::getSize);
    if (count < 0 || count > MOST_TEXTS) {
      throw FormatException.of(Hdf5.WHAT + ": an attribute has too many texts")
          .fact("place", at)
          .fact("expected", "at most " + MOST_TEXTS)
          .fact("found", count);
    }
    Object type = Hdf5.guarded(at, attribute::getDataType);
    if (type instanceof VariableLength variable && variable.isVariableLengthString()) {
      return inHeap(at, attribute, count);
    }
    if (!(type instanceof StringData fixed)) {
      throw FormatException.of(Hdf5.WHAT + ": an attribute is no text").fact("place", at);
    }
    int size = fixed.getSize();
    ByteBuffer bytes = Hdf5.guarded(at, attribute::getBuffer);
    if ((long) size * count > bytes.remaining()) {
      throw FormatException.of(Hdf5.WHAT + ": an attribute ends too early")
          .fact("place", at)
          .fact("expected", size * count + " bytes")
          .fact("found", bytes.remaining());
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(text(bytes.slice(i * size, size)));
    }
    return all;
  }

  /**
   * Texts that lie in the file's heaps. These and the texts together may be twice as long as the
   * file: in an honest one no text is there twice.
   */
  private List<String> inHeap(String at, Attribute attribute, long count) throws FormatException {
    ByteBuffer ids = Hdf5.guarded(at, attribute::getBuffer).order(ByteOrder.LITTLE_ENDIAN);
    if (storage.getSizeOfOffsets() != Long.BYTES || count * VARIABLE_LENGTH_ID > ids.remaining()) {
      throw FormatException.of(Hdf5.WHAT + ": an attribute ends too early")
          .fact("place", at)
          .fact("expected", count * VARIABLE_LENGTH_ID + " bytes")
          .fact("found", ids.remaining());
    }
    List<String> all = new ArrayList<>();
    long left = 2 * length;
    Map<Long, GlobalHeap> heaps = new HashMap<>();
    for (int i = 0; i < count; i++) {
      long heap = ids.getLong(i * VARIABLE_LENGTH_ID + Integer.BYTES);
      int index = ids.getInt(i * VARIABLE_LENGTH_ID + Integer.BYTES + Long.BYTES);
      int stated = ids.getInt(i * VARIABLE_LENGTH_ID);
      if (index == 0) {
        all.add("");
        continue;
      }
      GlobalHeap known = heaps.get(heap);
      if (known == null) {
        known = Hdf5.guarded(at, () -> new GlobalHeap(storage, heap));
        heaps.put(heap, known);
        left -=
            Hdf5.guarded(
                at, () -> storage.readBufferFromAddress(heap, 2 * Long.BYTES).getLong(Long.BYTES));
      }
      GlobalHeap holder = known;
      ByteBuffer bytes = Hdf5.guarded(at, () -> holder.getObjectData(index));
      int size = Math.min(Math.max(stated, 0), bytes.remaining());
      left -= size;
      if (left < 0) {
        throw FormatException.of(Hdf5.WHAT + ": the texts are longer than the file")
            .fact("place", at);
      }
      all.add(text(bytes.slice(bytes.position(), size)));
    }
    return all;
  }

  private static String text(ByteBuffer bytes) {
    String text = StandardCharsets.UTF_8.decode(bytes).toString();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
