package dev.fovea.formats.architecture;

import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Window;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The geometry of convolution and pooling as options. */
final class Windows {
  static final String KERNEL = "kernel";
  static final String STRIDE = "stride";
  static final String PADDING = "padding";
  static final String DILATION = "dilation";
  static final String CEIL_MODE = "ceil_mode";
  private static final String PADDINGS =
      "zeros on both sides, or same, valid, or {before: […], after: […]}";

  private Windows() {}

  /** A window of a convolution: stride 1 unless said otherwise. */
  static Window ofConvolution(Options options, int axes) {
    return read(options, axes, Window.of(ints(options.perAxis(KERNEL, axes, 1))));
  }

  /** A window of pooling: as far apart as the kernel is large unless said otherwise. */
  static Window ofPooling(Options options, int axes) {
    int[] kernel = ints(options.perAxis(KERNEL, axes, 1));
    return read(options, axes, Window.of(kernel).stride(kernel))
        .ceilMode(options.flag(CEIL_MODE, false));
  }

  private static Window read(Options options, int axes, Window plain) {
    Window window = plain;
    if (options.has(STRIDE)) {
      window = window.stride(ints(options.perAxis(STRIDE, axes, 1)));
    }
    if (options.has(DILATION)) {
      window = window.dilation(ints(options.perAxis(DILATION, axes, 1)));
    }
    return options.has(PADDING) ? window.padding(padding(options, axes)) : window;
  }

  private static Padding padding(Options options, int axes) {
    JsonNode found = options.part(PADDING);
    if (found.isString()) {
      return switch (found.stringValue()) {
        case "same" -> Padding.same();
        case "valid" -> Padding.valid();
        default -> throw options.bad(PADDING, PADDINGS);
      };
    }
    if (found instanceof ObjectNode sides) {
      Options inner =
          new Options(options.path() + "." + PADDING, sides).onlyThese(List.of("before", "after"));
      return Padding.of(sideOf(inner, "before", axes), sideOf(inner, "after", axes));
    }
    if (found.isArray()) {
      return Padding.of(ints(options.perAxis(PADDING, axes, 0)));
    }
    if (!found.isIntegralNumber()) {
      throw options.bad(PADDING, PADDINGS);
    }
    return Padding.of(options.whole(PADDING, 0));
  }

  private static List<Integer> sideOf(Options sides, String key, int axes) {
    List<Integer> zeros = sides.list(key, 0);
    if (zeros.size() != 1 && zeros.size() != axes) {
      throw sides.bad(key, "a list of " + axes + " numbers");
    }
    return zeros;
  }

  static void write(Window window, ObjectNode options) {
    options.set(KERNEL, Json.perAxis(window.kernel()));
    options.set(STRIDE, Json.perAxis(window.stride()));
    options.set(PADDING, padding(window.padding()));
    options.set(DILATION, Json.perAxis(window.dilation()));
  }

  private static JsonNode padding(Padding padding) {
    return switch (padding) {
      case Padding.Valid _ -> JsonNodeFactory.instance.stringNode("valid");
      case Padding.Same _ -> JsonNodeFactory.instance.stringNode("same");
      case Padding.Explicit zeros when zeros.before().equals(zeros.after()) ->
          zeros.before().size() == 1
              ? JsonNodeFactory.instance.numberNode(zeros.before().getFirst())
              : Json.list(zeros.before());
      case Padding.Explicit zeros -> {
        ObjectNode sides = Json.object();
        sides.set("before", Json.list(zeros.before()));
        sides.set("after", Json.list(zeros.after()));
        yield sides;
      }
    };
  }

  static int[] ints(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }
}
