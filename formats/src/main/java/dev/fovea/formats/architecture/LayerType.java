package dev.fovea.formats.architecture;

import dev.fovea.nn.Layer;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one kind of layer is written: its type name is the name of its record in lower case.
 *
 * @param layer the record
 * @param shorthand the option that a bare value after the type stands for ({@code maxpool2d: 2});
 *     empty if there is none
 * @param options the names of all options, besides {@code name}
 * @param reader makes a blueprint of options
 * @param writer puts all options of a layer
 */
record LayerType<L extends Layer>(
    Class<L> layer,
    String shorthand,
    List<String> options,
    Function<Options, Blueprint> reader,
    BiConsumer<L, ObjectNode> writer) {

  /** A type without options. */
  static <L extends Layer> LayerType<L> plain(L only, Class<L> layer) {
    return new LayerType<>(layer, "", List.of(), _ -> Blueprint.of(only), (_, _) -> {});
  }

  String name() {
    return layer.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** What automatic names of such layers start with; as {@link Layer#kind}. */
  String kind() {
    return name().replaceFirst("[123]d$", "");
  }

  void write(Layer some, ObjectNode into) {
    writer.accept(layer.cast(some), into);
  }
}
