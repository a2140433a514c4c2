package dev.fovea.formats.architecture;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.layer.Concatenation;
import dev.fovea.nn.layer.Merge;
import dev.fovea.nn.layer.Residual;
import dev.fovea.nn.models.BasicBlock;
import dev.fovea.nn.network.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Layers made of layers. A list stands for layers one after the other. */
final class BranchTypes {
  private static final String LAYERS = "layers";
  private static final String HOW = "how";
  private static final String AXIS = "axis";
  private static final String BODY = "body";
  private static final String SHORTCUT = "shortcut";
  private static final List<String> MAIN = List.of("conv1", "bn1", "conv2", "bn2");
  private static final String DOWNSAMPLE = "downsample";

  static final List<LayerType<?>> ALL =
      List.of(
          new LayerType<>(
              Sequential.class,
              LAYERS,
              List.of(LAYERS),
              options -> Sequence.read(options.part(LAYERS), options.path() + "." + LAYERS),
              (layer, into) -> into.set(LAYERS, LayerTypes.write(layer.layers(), LAYERS))),
          new LayerType<>(
              Merge.class,
              HOW,
              List.of(HOW),
              BranchTypes::merge,
              (layer, into) -> into.put(HOW, layer.how().name().toLowerCase(Locale.ROOT))),
          new LayerType<>(
              Concatenation.class,
              AXIS,
              List.of(AXIS),
              options -> Blueprint.of(new Concatenation(options.whole(AXIS, 0))),
              (layer, into) -> into.put(AXIS, layer.axis())),
          new LayerType<>(
              Residual.class,
              BODY,
              List.of(BODY, SHORTCUT),
              options ->
                  new Branches(
                      branch(options, BODY),
                      options.has(SHORTCUT)
                          ? Optional.of(branch(options, SHORTCUT))
                          : Optional.empty()),
              (layer, into) -> {
                into.set(BODY, written(layer.body(), BODY));
                layer.shortcut().ifPresent(way -> into.set(SHORTCUT, written(way, SHORTCUT)));
              }),
          new LayerType<>(
              BasicBlock.class,
              "",
              Stream.concat(MAIN.stream(), Stream.of(DOWNSAMPLE)).toList(),
              BranchTypes::block,
              (layer, into) -> {
                for (String part : MAIN) {
                  into.set(part, written(layer.child(part), part));
                }
                layer.downsample().ifPresent(way -> into.set(DOWNSAMPLE, written(way, DOWNSAMPLE)));
              }));

  private BranchTypes() {}

  private static Blueprint merge(Options options) {
    String how = options.word(HOW);
    return Stream.of(Merge.How.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(how))
        .findFirst()
        .map(known -> Blueprint.of(new Merge(known)))
        .orElseThrow(() -> options.bad(HOW, "sum, difference, product, mean, maximum or minimum"));
  }

  private static Blueprint block(Options options) {
    SequencedMap<String, Blueprint> main = new LinkedHashMap<>();
    MAIN.forEach(part -> main.put(part, branch(options, part)));
    return new Block(
        new Sequence(main),
        options.has(DOWNSAMPLE) ? Optional.of(branch(options, DOWNSAMPLE)) : Optional.empty());
  }

  private static Blueprint branch(Options options, String key) {
    JsonNode node = options.part(key);
    String path = options.path() + "." + key;
    return node.isArray() ? Sequence.read(node, path) : single(node, path);
  }

  private static Blueprint single(JsonNode node, String path) {
    LayerTypes.Read layer = LayerTypes.read(node, path);
    if (!layer.name().isEmpty()) {
      throw ShapeError.of("network: this layer cannot have a name of its own")
          .fact("at", path)
          .fact("found", layer.name());
    }
    return layer.blueprint();
  }

  private static JsonNode written(Layer layer, String key) {
    return layer instanceof Sequential sequential
        ? LayerTypes.write(sequential.layers(), key)
        : LayerTypes.write("", layer, key);
  }

  /** Makes a branch; an error in it says its name. */
  private static Layer built(String name, Blueprint branch, Reach reach, Seed seed) {
    try {
      return branch.build(reach, seed.split(name));
    } catch (ShapeError error) {
      throw error.within(name);
    }
  }

  private record Branches(Blueprint body, Optional<Blueprint> shortcut) implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      return new Residual(
          built(BODY, body, reach, seed), shortcut.map(way -> built(SHORTCUT, way, reach, seed)));
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      SequencedMap<String, TensorSpec> all = new LinkedHashMap<>();
      body.state().forEach((path, spec) -> all.put(BODY + "." + path, spec));
      shortcut.ifPresent(
          way -> way.state().forEach((path, spec) -> all.put(SHORTCUT + "." + path, spec)));
      return all;
    }
  }

  /** The parts on the main way follow one another, with rectifiers between. */
  private record Block(Sequence main, Optional<Blueprint> downsample) implements Blueprint {
    @Override
    public Layer build(Reach reach, Seed seed) {
      Sequential parts = main.build(reach, seed);
      return new BasicBlock(
          parts.child("conv1"),
          parts.child("bn1"),
          parts.child("conv2"),
          parts.child("bn2"),
          downsample.map(way -> built(DOWNSAMPLE, way, reach, seed)));
    }

    @Override
    public SequencedMap<String, TensorSpec> state() {
      SequencedMap<String, TensorSpec> all = main.state();
      downsample.ifPresent(
          way -> way.state().forEach((path, spec) -> all.put(DOWNSAMPLE + "." + path, spec)));
      return all;
    }
  }
}
