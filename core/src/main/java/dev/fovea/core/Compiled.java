package dev.fovea.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A graph recorded once, to be run many times with other inputs: a training step, an evaluation.
 * Parameters are read afresh at each run.
 */
public final class Compiled {
  private final List<Tensor> inputs;
  private final List<Tensor> results;
  private final List<Update> updates;
  private final List<Tensor> leaves;
  private final int[] inputOfLeaf;
  private final Program program;

  private Compiled(
      List<Tensor> inputs, List<Tensor> results, List<Update> updates, Trace trace, Program plan) {
    this.inputs = inputs;
    this.results = results;
    this.updates = updates;
    this.leaves = trace.leaves();
    this.inputOfLeaf = leaves.stream().mapToInt(leaf -> indexOf(leaf, inputs)).toArray();
    this.program = plan;
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      if (!(input.op() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.INPUT)) {
        throw new IllegalArgumentException(
            "compile: input "
                + i
                + " was expected to be made by Tensor.input but is a "
                + input.op().name()
                + " "
                + input.shape());
      }
    }
    for (int i = 0; i < leaves.size(); i++) {
      if (inputOfLeaf[i] < 0
          && leaves.get(i).op() instanceof Leaf leaf
          && leaf.kind() == Leaf.Kind.INPUT) {
        throw new IllegalArgumentException(
            "compile: the graph reads an input of shape "
                + leaf.shape()
                + " that is not among the "
                + inputs.size()
                + " declared inputs");
      }
    }
  }

  /**
   * Compiles a graph on the engine in force.
   *
   * @param inputs tensors made by {@link Tensor#input}
   * @param results what each run returns
   * @param updates what each run writes
   */
  public static Compiled of(List<Tensor> inputs, List<Tensor> results, List<Update> updates) {
    Trace trace = Trace.of(results, updates);
    Program program = Engine.current().program(trace.graph());
    return new Compiled(
        List.copyOf(inputs), List.copyOf(results), List.copyOf(updates), trace, program);
  }

  /**
   * Runs the graph.
   *
   * @param values one tensor an input, of its shape and type
   * @return one tensor a result
   */
  public List<Tensor> run(List<Tensor> values) {
    check(values);
    List<Storage> storages = new ArrayList<>(leaves.size());
    for (int i = 0; i < leaves.size(); i++) {
      storages.add(
          inputOfLeaf[i] >= 0
              ? values.get(inputOfLeaf[i]).storage()
              : leaves.get(i).storageAtPresent());
    }
    List<Storage> found = Engine.run(program, storages);
    updates.forEach(update -> update.target().changed());
    List<Tensor> tensors = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      tensors.add(Tensor.of(results.get(i).shape(), found.get(i)));
    }
    return tensors;
  }

  /** What runs, in which order and where, for people. */
  public String describe() {
    return program.describe();
  }

  private void check(List<Tensor> values) {
    if (values.size() != inputs.size()) {
      throw ShapeError.of("run: wrong number of inputs")
          .fact("expected", inputs.size())
          .fact("but was", values.size());
    }
    for (int i = 0; i < values.size(); i++) {
      Tensor expected = inputs.get(i);
      Tensor value = values.get(i);
      if (!value.shape().equals(expected.shape()) || value.dtype() != expected.dtype()) {
        throw ShapeError.of("run: input " + i + " does not fit")
            .fact("expected", expected.shape() + " " + expected.dtype())
            .fact("but was", value.shape() + " " + value.dtype());
      }
    }
  }

  private static int indexOf(Tensor leaf, List<Tensor> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i) == leaf) {
        return i;
      }
    }
    return -1;
  }
}
