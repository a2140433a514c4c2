package dev.fovea.formats.architecture;

import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.layer.ChannelDropout;
import dev.fovea.nn.layer.Crop;
import dev.fovea.nn.layer.Dropout;
import dev.fovea.nn.layer.Flatten;
import dev.fovea.nn.layer.Permute;
import dev.fovea.nn.layer.Rescale;
import dev.fovea.nn.layer.Reshape;
import dev.fovea.nn.layer.ZeroPad;
import dev.fovea.nn.models.PaddedShortcut;
import java.util.List;

/** Layers that change the shape, and chance. */
final class ShapingTypes {
  private static final String DIMS = "dims";
  private static final String PADDING = "padding";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String STRIDE = "stride";
  private static final String RATE = "rate";
  private static final String ORDER = "order";
  private static final String FACTOR = "factor";
  private static final String OFFSET = "offset";

  static final List<LayerType<?>> ALL =
      List.of(
          LayerType.plain(new Flatten(), Flatten.class),
          new LayerType<>(
              Reshape.class,
              DIMS,
              List.of(DIMS),
              options -> Blueprint.of(new Reshape(options.list(DIMS, -1))),
              (layer, into) -> into.set(DIMS, Json.list(layer.dims()))),
          new LayerType<>(
              ZeroPad.class,
              PADDING,
              List.of(PADDING, BEFORE, AFTER),
              ShapingTypes::zeroPad,
              (layer, into) -> {
                into.set(BEFORE, Json.list(layer.before()));
                into.set(AFTER, Json.list(layer.after()));
              }),
          new LayerType<>(
              Crop.class,
              "",
              List.of(BEFORE, AFTER),
              options -> Blueprint.of(new Crop(options.list(BEFORE, 0), options.list(AFTER, 0))),
              (layer, into) -> {
                into.set(BEFORE, Json.list(layer.before()));
                into.set(AFTER, Json.list(layer.after()));
              }),
          new LayerType<>(
              Permute.class,
              ORDER,
              List.of(ORDER),
              options -> Blueprint.of(new Permute(options.list(ORDER, 0))),
              (layer, into) -> into.set(ORDER, Json.list(layer.order()))),
          new LayerType<>(
              Rescale.class,
              FACTOR,
              List.of(FACTOR, OFFSET),
              options ->
                  Blueprint.of(new Rescale(options.number(FACTOR), options.number(OFFSET, 0))),
              (layer, into) -> into.put(FACTOR, layer.factor()).put(OFFSET, layer.offset())),
          new LayerType<>(
              PaddedShortcut.class,
              "",
              List.of(STRIDE, BEFORE, AFTER),
              options ->
                  Blueprint.of(
                      new PaddedShortcut(
                          options.whole(STRIDE, 1),
                          options.whole(BEFORE, 0),
                          options.whole(AFTER, 0))),
              (layer, into) ->
                  into.put(STRIDE, layer.stride())
                      .put(BEFORE, layer.before())
                      .put(AFTER, layer.after())),
          new LayerType<>(
              Dropout.class,
              RATE,
              List.of(RATE),
              options -> Blueprint.of(new Dropout(rate(options))),
              (layer, into) -> into.put(RATE, layer.rate())),
          new LayerType<>(
              ChannelDropout.class,
              RATE,
              List.of(RATE),
              options -> Blueprint.of(new ChannelDropout(rate(options))),
              (layer, into) -> into.put(RATE, layer.rate())));

  private ShapingTypes() {}

  private static Blueprint zeroPad(Options options) {
    if (options.has(PADDING)) {
      if (options.has(BEFORE) || options.has(AFTER)) {
        throw ShapeError.of("network: padding is given twice")
            .fact("at", options.path())
            .fact("expected", "padding, or before and after");
      }
      List<Integer> both = options.list(PADDING, 0);
      return Blueprint.of(new ZeroPad(both, both));
    }
    List<Integer> before = options.list(BEFORE, 0);
    List<Integer> after = options.list(AFTER, 0);
    if (before.size() != after.size()) {
      throw options.bad(AFTER, "as many numbers as before: " + before.size());
    }
    return Blueprint.of(new ZeroPad(before, after));
  }

  private static double rate(Options options) {
    double rate = options.number(RATE);
    if (!(rate >= 0 && rate < 1)) {
      throw options.bad(RATE, "a number from 0 to below 1");
    }
    return rate;
  }
}
