package dev.fovea.formats.onnx.proto;

import dev.fovea.files.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an input or output.
 *
 * @param name its name
 * @param type the number of its element type; 0 if it is no tensor
 * @param dims its sizes, −1 where one is open; empty if not even their number is known
 */
public record ValueProto(String name, int type, Optional<List<Long>> dims) {
  static ValueProto read(WireReader message) throws FormatException {
    String name = "";
    int type = 0;
    Optional<List<Long>> dims = Optional.empty();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> {
          WireReader kinds = message.inside("type");
          while (kinds.next()) {
            if (kinds.field() == 1) {
              WireReader tensor = kinds.inside("tensor type");
              while (tensor.next()) {
                switch (tensor.field()) {
                  case 1 -> type = tensor.smallNumber();
                  case 2 -> dims = Optional.of(sizes(tensor.inside("shape")));
                  default -> {}
                }
              }
            }
          }
        }
        default -> {}
      }
    }
    return new ValueProto(name, type, dims);
  }

  private static List<Long> sizes(WireReader shape) throws FormatException {
    List<Long> sizes = new ArrayList<>();
    while (shape.next()) {
      if (shape.field() == 1) {
        WireReader dim = shape.inside("size");
        long size = -1;
        while (dim.next()) {
          if (dim.field() == 1) {
            size = Math.max(-1, dim.number());
          }
        }
        sizes.add(size);
      }
    }
    return List.copyOf(sizes);
  }
}
