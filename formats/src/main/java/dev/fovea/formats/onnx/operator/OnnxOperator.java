package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.nn.Junction;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * An operator of ONNX as a node of a network. It has no numbers of its own: weights are inputs.
 *
 * <p>What depends on shapes alone is computed while the network is recorded, so that a batch of any
 * size finds its own shapes.
 *
 * @param operator its name, such as {@code Conv}
 * @param version the operator set it is written in
 * @param attributes its options
 * @param positions which of the operator's inputs are given, in order
 * @param results how many outputs it was written with
 * @see <a href="https://onnx.ai/onnx/operators/">the operators</a>
 */
public record OnnxOperator(
    String operator,
    int version,
    SequencedMap<String, Attribute> attributes,
    List<Integer> positions,
    int results)
    implements Junction {
  public OnnxOperator {
    attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    positions = List.copyOf(positions);
    if (!Operators.isKnown(operator)) {
      throw new IllegalArgumentException("onnx: no operator " + operator + " is known here");
    }
  }

  @Override
  public List<Tensor> forward(List<Tensor> inputs, Pass pass) {
    List<Tensor> found = Operators.of(operator).compute(new Call(this, inputs, pass));
    return inputs.stream().allMatch(Known::isSmall)
        ? found.stream().map(Known::folded).toList()
        : found;
  }

  /** None: weights are inputs. */
  @Override
  public SequencedMap<String, Layer> children() {
    return new LinkedHashMap<>();
  }

  /** None: weights are inputs. */
  @Override
  public SequencedMap<String, Param> parameters() {
    return new LinkedHashMap<>();
  }

  /** None: running values are inputs. */
  @Override
  public SequencedMap<String, Param> buffers() {
    return new LinkedHashMap<>();
  }

  @Override
  public String type() {
    return operator;
  }
}
