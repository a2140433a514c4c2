package dev.fovea.nn;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies of records with one layer inside them exchanged. */
final class Replacement {
  private Replacement() {}

  /** A copy of {@code owner} with another layer at a path; everything else is shared. */
  static Layer in(Layer owner, String path, Layer replacement) {
    if (!owner.getClass().isRecord()) {
      throw new IllegalArgumentException(
          "replace: " + owner.getClass().getName() + " is no record; let it implement replace");
    }
    owner.child(path);
    RecordComponent[] components = owner.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = RecordParts.pathName(components[i].getName());
      types[i] = components[i].getType();
      values[i] = RecordParts.value(components[i], owner);
      if (path.equals(name)) {
        values[i] = fitting(types[i], replacement, owner, path);
      } else if (path.startsWith(name + ".")) {
        values[i] = inside(values[i], path.substring(name.length() + 1), replacement);
      }
    }
    return construct(owner.getClass(), types, values);
  }

  private static Object fitting(Class<?> type, Layer replacement, Layer owner, String path) {
    if (type.isInstance(replacement)) {
      return replacement;
    }
    if (type == Optional.class) {
      return Optional.of(replacement);
    }
    throw new IllegalArgumentException(
        "replace: "
            + path
            + " of "
            + owner.getClass().getSimpleName()
            + " expects "
            + type.getSimpleName()
            + " but was "
            + replacement.getClass().getSimpleName());
  }

  private static @Nullable Object inside(@Nullable Object part, String rest, Layer replacement) {
    return switch (part) {
      case Layer child -> child.replace(rest, replacement);
      case Optional<?> optional -> Optional.ofNullable(inside(optional.get(), rest, replacement));
      case List<?> list -> {
        List<@Nullable Object> changed = new ArrayList<>(list);
        int index = Integer.parseInt(head(rest));
        changed.set(index, member(changed.get(index), rest, replacement));
        yield List.copyOf(changed);
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> changed = new LinkedHashMap<>(map);
        changed.compute(head(rest), (_, member) -> member(member, rest, replacement));
        yield changed;
      }
      case null, default -> part;
    };
  }

  private static @Nullable Object member(@Nullable Object member, String path, Layer replacement) {
    String name = head(path);
    return path.equals(name)
        ? replacement
        : inside(member, path.substring(name.length() + 1), replacement);
  }

  private static String head(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static Layer construct(Class<?> type, Class<?>[] types, @Nullable Object[] values) {
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return (Layer) canonical.newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("replace: " + type.getName() + " failed", refused.getCause());
    } catch (ReflectiveOperationException unreachable) {
      throw new IllegalStateException(RecordParts.closed(type), unreachable);
    }
  }
}
