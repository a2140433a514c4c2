package dev.fovea.formats.onnx.proto;

import dev.fovea.files.FormatException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An operator in its place.
 *
 * @param name its name; often empty
 * @param operator what it computes, such as {@code Conv}
 * @param domain whose operator it is; empty for those of ONNX
 * @param inputs the names of what it takes; empty where an optional input is omitted
 * @param outputs the names of what it gives; empty where an optional output is omitted
 * @param attributes its options
 */
public record NodeProto(
    String name,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    SequencedMap<String, Attribute> attributes) {
  public NodeProto {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
  }

  static NodeProto read(WireReader message, MemorySegment file, Optional<Path> folder)
      throws FormatException {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String name = "";
    String operator = "";
    String domain = "";
    SequencedMap<String, Attribute> attributes = new LinkedHashMap<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> inputs.add(message.text());
        case 2 -> outputs.add(message.text());
        case 3 -> name = message.text();
        case 4 -> operator = message.text();
        case 5 -> {
          AttributeProto.Named found =
              AttributeProto.read(message.inside("attribute"), file, folder);
          if (attributes.put(found.name(), found.value()) != null) {
            throw FormatException.of("onnx: a node has an attribute twice")
                .fact("node", name.isEmpty() ? operator : name)
                .fact("found", found.name());
          }
        }
        case 7 -> domain = message.text();
        default -> {}
      }
    }
    return new NodeProto(name, operator, domain, inputs, outputs, attributes);
  }

  /** What errors call it: its name, or else that of its first output. */
  public String shown() {
    return name.isEmpty() ? (outputs.isEmpty() ? "?" : "of " + outputs.getFirst()) : name;
  }
}
