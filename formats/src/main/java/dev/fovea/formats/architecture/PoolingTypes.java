package dev.fovea.formats.architecture;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Layer;
import dev.fovea.nn.layer.Upsample;
import dev.fovea.nn.pool.AdaptiveAvgPool1d;
import dev.fovea.nn.pool.AdaptiveAvgPool2d;
import dev.fovea.nn.pool.AvgPool1d;
import dev.fovea.nn.pool.AvgPool2d;
import dev.fovea.nn.pool.GlobalAvgPool1d;
import dev.fovea.nn.pool.GlobalAvgPool2d;
import dev.fovea.nn.pool.GlobalMaxPool1d;
import dev.fovea.nn.pool.GlobalMaxPool2d;
import dev.fovea.nn.pool.MaxPool1d;
import dev.fovea.nn.pool.MaxPool2d;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/** Pooling of every kind. */
final class PoolingTypes {
  private static final String SIZE = "size";
  private static final String FACTORS = "factors";
  private static final String COUNT_PADDING = "count_padding";
  private static final List<String> MAX_OPTIONS =
      List.of(Windows.KERNEL, Windows.STRIDE, Windows.PADDING, Windows.DILATION, Windows.CEIL_MODE);
  private static final List<String> AVG_OPTIONS = avgOptions();

  static final List<LayerType<?>> ALL =
      List.of(
          new LayerType<>(
              MaxPool1d.class,
              Windows.KERNEL,
              MAX_OPTIONS,
              options -> Blueprint.of(new MaxPool1d(Windows.ofPooling(options, 1))),
              (layer, into) -> write(layer.window(), into)),
          new LayerType<>(
              MaxPool2d.class,
              Windows.KERNEL,
              MAX_OPTIONS,
              options -> Blueprint.of(new MaxPool2d(Windows.ofPooling(options, 2))),
              (layer, into) -> write(layer.window(), into)),
          new LayerType<>(
              AvgPool1d.class,
              Windows.KERNEL,
              AVG_OPTIONS,
              options ->
                  Blueprint.of(
                      new AvgPool1d(
                          Windows.ofPooling(options, 1), options.flag(COUNT_PADDING, true))),
              (layer, into) -> {
                write(layer.window(), into);
                into.put(COUNT_PADDING, layer.countPadding());
              }),
          new LayerType<>(
              AvgPool2d.class,
              Windows.KERNEL,
              AVG_OPTIONS,
              options ->
                  Blueprint.of(
                      new AvgPool2d(
                          Windows.ofPooling(options, 2), options.flag(COUNT_PADDING, true))),
              (layer, into) -> {
                write(layer.window(), into);
                into.put(COUNT_PADDING, layer.countPadding());
              }),
          new LayerType<>(
              AdaptiveAvgPool1d.class,
              SIZE,
              List.of(SIZE),
              options -> new Adaptive(options.perAxis(SIZE, 1, 1)),
              (layer, into) -> into.put(SIZE, layer.length())),
          new LayerType<>(
              AdaptiveAvgPool2d.class,
              SIZE,
              List.of(SIZE),
              options -> new Adaptive(options.perAxis(SIZE, 2, 1)),
              (layer, into) ->
                  into.set(SIZE, Json.perAxis(List.of(layer.height(), layer.width())))),
          LayerType.plain(new GlobalAvgPool1d(), GlobalAvgPool1d.class),
          LayerType.plain(new GlobalAvgPool2d(), GlobalAvgPool2d.class),
          LayerType.plain(new GlobalMaxPool1d(), GlobalMaxPool1d.class),
          LayerType.plain(new GlobalMaxPool2d(), GlobalMaxPool2d.class),
          new LayerType<>(
              Upsample.class,
              FACTORS,
              List.of(FACTORS),
              options -> new Repeated(options.list(FACTORS, 1)),
              (layer, into) -> into.set(FACTORS, Json.list(layer.factors()))));

  private PoolingTypes() {}

  /**
   * Adaptive pooling works with a matrix of input by output positions on each axis; a file must not
   * make it take more memory than any real network does.
   */
  private record Adaptive(List<Integer> sizes) implements Blueprint {
    private static final long MOST = 1L << 24;

    @Override
    public Layer build(Reach reach, Seed seed) {
      reach.example().ifPresent(this::check);
      return sizes.size() == 1
          ? new AdaptiveAvgPool1d(sizes.get(0))
          : new AdaptiveAvgPool2d(sizes.get(0), sizes.get(1));
    }

    private void check(Shape example) {
      for (int axis = 0; axis < sizes.size() && axis + 1 < example.rank(); axis++) {
        if ((long) sizes.get(axis) * example.dim(axis + 1) > MOST) {
          throw ShapeError.of("adaptive_avg_pool: too many positions")
              .fact("input", example + " (one example)")
              .fact("size", sizes)
              .fact("expected", "at most " + MOST + " for input times output on an axis");
        }
      }
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      return new LinkedHashMap<>();
    }
  }

  /** A factor must not ask for more memory than any real network does. */
  private record Repeated(List<Integer> factors) implements Blueprint {
    private static final int MOST = 1 << 10;

    Repeated {
      if (factors.isEmpty() || factors.stream().anyMatch(factor -> factor > MOST)) {
        throw ShapeError.of("upsample: factors out of range")
            .fact("expected", "one from 1 to " + MOST + " a spatial axis")
            .fact("but was", factors);
      }
    }

    @Override
    public Layer build(Reach reach, Seed seed) {
      return new Upsample(factors);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      return new LinkedHashMap<>();
    }
  }

  private static List<String> avgOptions() {
    List<String> all = new ArrayList<>(MAX_OPTIONS);
    all.add(COUNT_PADDING);
    return List.copyOf(all);
  }

  private static void write(Window window, ObjectNode into) {
    Windows.write(window, into);
    into.put(Windows.CEIL_MODE, window.ceilMode());
  }
}
