package dev.fovea.core;

import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of tensors that is recorded and compiled at its first call, and again for arguments of
 * other shapes or types: a training step, an evaluation, a prediction (as {@code jax.jit} and
 * {@code torch.compile}). The programs of the shapes used last are kept.
 *
 * <pre>{@code
 * Param weight = Param.zeros("weight", DType.FLOAT32, Shape.of(3));
 * CompiledFunction step = CompiledFunction.of(in -> {
 *   Tensor error = in.get(0).times(weight.value()).minus(in.get(1)).pow(2).mean();
 *   Tensor slope = Gradients.of(error, List.of(weight.value())).getFirst();
 *   Update update = new Update(weight, weight.value().minus(slope.times(0.1)));
 *   return new CompiledFunction.Recorded(List.of(error), List.of(update));
 * });
 * double before = step.call(List.of(Tensor.ones(3), Tensor.ones(3))).getFirst().item();
 * }</pre>
 *
 * <p>The body is Java that runs while it is recorded, once per shape: values that it reads from
 * Java (a number, a flag, a random generator) are those of that moment in every later call. What
 * changes from call to call is an argument, or a {@link Param}, which is read afresh.
 *
 * <p>May be used by several threads; calls of one shape take turns.
 */
public final class CompiledFunction {
  /** Programs kept, those used last. */
  private static final int KEPT = 16;

  /** What the function computes, in terms of places for its arguments. */
  @FunctionalInterface
  public interface Body {
    /** Records the function for arguments of these shapes and types. */
    Recorded record(List<Tensor> inputs);
  }

  /**
   * What a call does.
   *
   * @param results what it returns
   * @param updates what it writes
   */
  public record Recorded(List<Tensor> results, List<Update> updates) {
    public Recorded {
      results = List.copyOf(results);
      updates = List.copyOf(updates);
    }

    /** A function without side effects. */
    public static Recorded of(Tensor... results) {
      return new Recorded(List.of(results), List.of());
    }
  }

  /** A program for arguments of certain shapes and types, on one engine. */
  private static final class Entry {
    private final Engine engine;
    private final List<Tensor> inputs;
    private final Compiled program;
    private final List<Shape> shapes;

    /** What {@link #callAgain} returns; made at its first call. */
    private List<Tensor> reused = List.of();

    private Entry(Engine engine, List<Tensor> inputs, Recorded recorded) {
      this.engine = engine;
      this.inputs = inputs;
      this.program = Compiled.of(inputs, recorded.results(), recorded.updates());
      this.shapes = recorded.results().stream().map(Tensor::shape).toList();
    }

    private boolean fits(Engine current, List<Tensor> arguments) {
      if (engine != current || inputs.size() != arguments.size()) {
        return false;
      }
      for (int i = 0; i < inputs.size(); i++) {
        Tensor input = inputs.get(i);
        Tensor argument = arguments.get(i);
        if (input.dtype() != argument.dtype() || !input.shape().equals(argument.shape())) {
          return false;
        }
      }
      return true;
    }
  }

  private final Body body;

  /** The one used last comes first. */
  private final List<Entry> entries = new ArrayList<>();

  private CompiledFunction(Body body) {
    this.body = body;
  }

  /** The function that this code records. */
  public static CompiledFunction of(Body body) {
    return new CompiledFunction(body);
  }

  /**
   * Calls the function.
   *
   * @return one tensor per result
   */
  public List<Tensor> call(List<Tensor> arguments) {
    return entry(arguments).program.run(arguments);
  }

  /**
   * Calls the function and overwrites what the last call of this method with arguments of these
   * shapes returned, which spares the garbage collector a set of results each time: for callers
   * that have finished with the results before the next call, and are one thread.
   *
   * @return one tensor per result, always the same for the same shapes
   */
  public List<Tensor> callAgain(List<Tensor> arguments) {
    Entry entry = entry(arguments);
    if (entry.reused.isEmpty()) {
      entry.reused = entry.program.run(arguments);
    } else {
      entry.program.runAgain(arguments, entry.reused);
    }
    return entry.reused;
  }

  /** The shapes of the results for such arguments; records the function if it has to. */
  public List<Shape> resultShapes(List<Tensor> arguments) {
    return entry(arguments).shapes;
  }

  /** What runs for such arguments, in which order and where, for people. */
  public String describe(List<Tensor> arguments) {
    return entry(arguments).program.describe();
  }

  private Entry entry(List<Tensor> arguments) {
    Engine engine = Engine.current();
    synchronized (entries) {
      for (int i = 0; i < entries.size(); i++) {
        Entry entry = entries.get(i);
        if (entry.fits(engine, arguments)) {
          if (i > 0) {
            entries.remove(i);
            entries.addFirst(entry);
          }
          return entry;
        }
      }
      List<Tensor> inputs =
          arguments.stream().map(each -> Tensor.input(each.dtype(), each.shape())).toList();
      Entry entry = new Entry(engine, inputs, body.record(inputs));
      entries.addFirst(entry);
      if (entries.size() > KEPT) {
        entries.removeLast();
      }
      return entry;
    }
  }
}
