package dev.fovea.cli.config;

import dev.fovea.cli.dataset.DataSection;
import dev.fovea.cli.dataset.IdxPart;
import dev.fovea.cli.dataset.Part;
import dev.fovea.cli.yaml.Document;
import tools.jackson.databind.node.ObjectNode;

/** Turns the keys of configurations that older versions wrote into those of today. */
final class OlderKeys {
  private OlderKeys() {}

  /** {@code folder}, and the four files of an idx data set by keys of their own. */
  static void replace(ObjectNode tree) {
    if (!(tree.get("data") instanceof ObjectNode data)
        || !data.path(DataSection.FORMAT).asString("").equals(IdxPart.FORMAT.name())) {
      return;
    }
    if (data.has("folder") && !data.has(DataSection.PATH)) {
      data.set(DataSection.PATH, data.remove("folder"));
    }
    files(data, DataSection.TRAIN);
    files(data, DataSection.TEST);
  }

  private static void files(ObjectNode data, String set) {
    String images = set + "-images";
    String labels = set + "-labels";
    if (data.has(images) && data.has(labels) && !data.has(set)) {
      ObjectNode part = Document.YAML.createObjectNode();
      part.set(Part.INPUTS, data.remove(images));
      part.set(Part.LABELS, data.remove(labels));
      data.set(set, part);
    }
  }
}
