package dev.fovea.nn;

import dev.fovea.core.Param;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The layers, parameters and buffers among the components of a record; none if it is no record. */
record RecordParts(
    SequencedMap<String, Layer> children,
    SequencedMap<String, Param> parameters,
    SequencedMap<String, Param> buffers) {

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])[A-Z]");

  static RecordParts of(Layer layer) {
    SequencedMap<String, Layer> children = new LinkedHashMap<>();
    SequencedMap<String, Param> parameters = new LinkedHashMap<>();
    SequencedMap<String, Param> buffers = new LinkedHashMap<>();
    RecordParts parts = new RecordParts(children, parameters, buffers);
    if (layer.getClass().isRecord()) {
      for (RecordComponent component : layer.getClass().getRecordComponents()) {
        parts.add(pathName(component.getName()), value(component, layer));
      }
    }
    return new RecordParts(
        Collections.unmodifiableSequencedMap(children),
        Collections.unmodifiableSequencedMap(parameters),
        Collections.unmodifiableSequencedMap(buffers));
  }

  private void add(String name, @Nullable Object part) {
    switch (part) {
      case Param parameter -> parameters.put(name, parameter);
      case StateBuffer buffer -> buffers.put(name, buffer.parameter());
      case Layer child -> children.put(name, child);
      case Optional<?> optional -> add(name, optional.orElse(null));
      case List<?> list when list.stream().anyMatch(Layer.class::isInstance) ->
          children.put(name, LayerGroup.of(list));
      case Map<?, ?> map when map.values().stream().anyMatch(Layer.class::isInstance) ->
          children.put(name, LayerGroup.of(map));
      case null, default -> {}
    }
  }

  /** The name of a component as a part of a path: {@code runningMean} is {@code running_mean}. */
  static String pathName(String component) {
    return HUMP.matcher(component).replaceAll(hump -> "_" + hump.group().toLowerCase(Locale.ROOT));
  }

  static @Nullable Object value(RecordComponent component, Layer layer) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(layer);
    } catch (InaccessibleObjectException | IllegalAccessException unreachable) {
      throw new IllegalStateException(closed(layer.getClass()), unreachable);
    } catch (InvocationTargetException failed) {
      throw new IllegalStateException(
          "layer " + layer.getClass().getName() + ": component " + component.getName() + " failed",
          failed.getCause());
    }
  }

  static String closed(Class<?> type) {
    return "layer "
        + type.getName()
        + ": its components cannot be read; add to the module-info.java of "
        + type.getModule().getName()
        + ": opens "
        + type.getPackageName()
        + " to dev.fovea.nn;";
  }
}
