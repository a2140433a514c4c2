package dev.fovea.formats.architecture;

import dev.fovea.core.Seed;
import dev.fovea.nn.Layer;
import dev.fovea.nn.layer.Embedding;
import dev.fovea.nn.layer.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;

/** Layers that are one matrix: linear maps and tables of vectors. */
final class TableTypes {
  private static final String IN = "in";
  private static final String OUT = "out";
  private static final String BIAS = "bias";
  private static final String ENTRIES = "entries";
  private static final String SIZE = "size";

  static final List<LayerType<?>> ALL =
      List.of(
          new LayerType<>(
              Linear.class,
              OUT,
              List.of(IN, OUT, BIAS, WeightStart.OPTION),
              options ->
                  new LinearMap(
                      options.size(IN),
                      new Linear.Config(
                          options.whole(OUT, 1),
                          options.flag(BIAS, true),
                          WeightStart.read(options))),
              (layer, into) -> {
                into.put(IN, layer.weight().shape().dim(1));
                into.put(OUT, layer.weight().shape().dim(0));
                into.put(BIAS, layer.bias().isPresent());
              }),
          new LayerType<>(
              Embedding.class,
              "",
              List.of(ENTRIES, SIZE),
              options -> new Table(options.whole(ENTRIES, 1), options.whole(SIZE, 1)),
              (layer, into) -> {
                into.put(ENTRIES, layer.weight().shape().dim(0));
                into.put(SIZE, layer.weight().shape().dim(1));
              }));

  private TableTypes() {}

  private record LinearMap(OptionalInt in, Linear.Config config) implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      return config.build(reach.withChannels("linear", IN, in, 0), seed);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      int inputs = Reach.unknown().withChannels("linear", IN, in, 0).dim(0);
      SequencedMap<String, TensorSpec> state = new LinkedHashMap<>();
      state.put("weight", TensorSpec.floats(config.outputs(), inputs));
      if (config.hasBias()) {
        state.put("bias", TensorSpec.floats(config.outputs()));
      }
      return state;
    }
  }

  private record Table(int entries, int size) implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      return Embedding.of(entries, size, seed);
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      SequencedMap<String, TensorSpec> state = new LinkedHashMap<>();
      state.put("weight", TensorSpec.floats(entries, size));
      return state;
    }
  }
}
