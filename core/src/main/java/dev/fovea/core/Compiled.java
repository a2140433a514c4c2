package dev.fovea.core;

import dev.fovea.core.graph.Program;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Storage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** What a run reads and writes, here so that a run allocates nothing; empty between runs. */
  private final List<@Nullable Storage> bound;

  private final List<@Nullable Storage> written;

  private Compiled(
      List<Tensor> inputs, List<Tensor> results, List<Update> updates, Trace trace, Program plan) {
    this.inputs = inputs;
    this.results = results;
    this.updates = updates;
    this.leaves = trace.leaves();
    this.inputOfLeaf = leaves.stream().mapToInt(leaf -> indexOf(leaf, inputs)).toArray();
    this.program = plan;
    this.bound = Arrays.asList(new Storage[leaves.size()]);
    this.written = Arrays.asList(new Storage[results.size()]);
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
   * @param values one tensor per input, of its shape and type
   * @return one tensor per result
   */
  public List<Tensor> run(List<Tensor> values) {
    List<Tensor> found =
        results.stream()
            .map(result ->
                Tensor.of(result.shape(), Storage.zeros(result.dtype(), result.shape().size())))
            .toList();
    runAgain(values, found);
    return found;
  }

  /**
   * Runs the graph and overwrites what an earlier run returned, which spares the garbage collector
   * a set of results each time: for callers that run it thousands of times and have finished with
   * the results before the next run. Tensors that were computed from them keep their numbers, those
   * not yet computed change.
   *
   * @param values one tensor per input, of its shape and type
   * @param earlier what {@link #run} returned once, or tensors of the same shapes and types that
   *     the caller made of data and owns alone
   * @throws IllegalArgumentException if one of them is no tensor of data: a parameter's value, or
   *     one that is computed
   */
  public synchronized void runAgain(List<Tensor> values, List<Tensor> earlier) {
    check("input", inputs, values);
    check("result", results, earlier);
    for (int i = 0; i < earlier.size(); i++) {
      checkOwned(i, earlier.get(i));
    }
    try {
      for (int i = 0; i < bound.size(); i++) {
        Tensor leaf = inputOfLeaf[i] >= 0 ? values.get(inputOfLeaf[i]) : leaves.get(i);
        bound.set(i, inputOfLeaf[i] >= 0 ? leaf.storage() : leaf.storageAtPresent());
      }
      for (int i = 0; i < written.size(); i++) {
        written.set(i, earlier.get(i).storage());
      }
      Engine.run(program, bound, written);
    } finally {
      Collections.fill(bound, null);
      Collections.fill(written, null);
    }
    for (int i = 0; i < updates.size(); i++) {
      updates.get(i).target().changed();
    }
  }

  /** What runs, in which order and where, for people. */
  public String describe() {
    return program.describe();
  }

  /** What is written to must be no other tensor's memory, and no tensor known to be constant. */
  private static void checkOwned(int number, Tensor result) {
    if (!(result.op() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.DATA)) {
      throw new IllegalArgumentException(
          "run: result "
              + number
              + " was expected to be a tensor of data, as a run returns it, but is a "
              + result.op().name()
              + " "
              + result.shape());
    }
  }

  private static void check(String kind, List<Tensor> expected, List<Tensor> given) {
    if (given.size() != expected.size()) {
      throw ShapeError.of("run: wrong number of " + kind + "s")
          .fact("expected", expected.size())
          .fact("but was", given.size());
    }
    for (int i = 0; i < given.size(); i++) {
      Tensor one = expected.get(i);
      Tensor other = given.get(i);
      if (!other.shape().equals(one.shape()) || other.dtype() != one.dtype()) {
        throw ShapeError.of("run: " + kind + " " + i + " does not fit")
            .fact("expected", one.shape() + " " + one.dtype())
            .fact("but was", other.shape() + " " + other.dtype());
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
