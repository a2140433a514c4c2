package dev.fovea.core;

import dev.fovea.core.graph.Backend;
import dev.fovea.core.graph.BackendProvider;
import dev.fovea.core.graph.Graph;
import dev.fovea.core.graph.Program;
import dev.fovea.core.shape.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What computes: a backend, a number of threads, and the programs compiled so far. One engine is
 * chosen for the process, at the first use or by {@link #select}; {@link #run} uses another for a
 * while, on the calling thread.
 */
public final class Engine {
  private static final ScopedValue<Engine> SCOPED = ScopedValue.newInstance();
  private static final int KEPT_PROGRAMS = 64;
  private static @Nullable Engine process;

  private final Backend backend;
  private final int threads;
  private final String reason;
  private final Map<Graph, Program> programs =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Graph, Program> eldest) {
              return size() > KEPT_PROGRAMS;
            }
          });

  private Engine(Backend backend, int threads, String reason) {
    this.backend = backend;
    this.threads = threads;
    this.reason = reason;
  }

  /** The best backend that can run here, with a thread for each core. */
  public static Engine best() {
    return best(providers());
  }

  static Engine best(List<BackendProvider> providers) {
    List<String> refusals = new ArrayList<>();
    for (BackendProvider provider : byPreference(providers)) {
      Optional<String> refusal = provider.unavailable();
      if (refusal.isEmpty()) {
        String reason =
            refusals.isEmpty() ? "the fastest that runs here" : String.join("; ", refusals);
        return new Engine(provider.open(), cores(), reason);
      }
      refusals.add("not " + provider.name() + ": " + refusal.get());
    }
    throw new IllegalStateException("no backend found: " + String.join("; ", refusals));
  }

  /**
   * A backend by name.
   *
   * @param threads how many threads share the work, at least 1
   * @throws IllegalArgumentException if there is no such backend or it cannot run here
   */
  public static Engine of(String backend, int threads) {
    return of(backend, threads, providers());
  }

  static Engine of(String backend, int threads, List<BackendProvider> providers) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1 but was " + threads);
    }
    for (BackendProvider provider : providers) {
      if (provider.name().equals(backend)) {
        if (provider.unavailable().isPresent()) {
          throw new IllegalArgumentException(
              "backend " + backend + " cannot run here: " + provider.unavailable().get());
        }
        return new Engine(provider.open(), threads, "asked for by name");
      }
    }
    throw new IllegalArgumentException(
        "backend: expected one of "
            + byPreference(providers).stream().map(BackendProvider::name).toList()
            + " but was "
            + backend);
  }

  /** The engine with another number of threads. */
  public Engine withThreads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("threads: expected at least 1 but was " + number);
    }
    return new Engine(backend, number, reason);
  }

  /** The engine in force on this thread. */
  public static Engine current() {
    return SCOPED.isBound() ? SCOPED.get() : ofProcess();
  }

  private static synchronized Engine ofProcess() {
    Engine chosen = process;
    if (chosen == null) {
      chosen = best();
      process = chosen;
    }
    return chosen;
  }

  /** Makes this the engine of the process. */
  public static synchronized void select(Engine engine) {
    process = engine;
  }

  /** Runs a piece of code with this engine in force on the calling thread. */
  public <T, X extends Throwable> T run(ScopedValue.CallableOp<? extends T, X> code) throws X {
    return ScopedValue.where(SCOPED, this).call(code);
  }

  /** How many threads share the work. */
  public int threads() {
    return threads;
  }

  /** The name of the backend. */
  public String backend() {
    return backend.name();
  }

  /** The backend, what it runs on and why it was chosen, in one line. */
  public String description() {
    return backend.name()
        + ": "
        + backend.description()
        + ", "
        + threads
        + (threads == 1 ? " thread" : " threads")
        + " ("
        + reason
        + ")";
  }

  /** Computes tensors and writes parameters, all in one program. */
  public void evaluate(List<Tensor> results, List<Update> updates) {
    List<Tensor> open = results.stream().filter(tensor -> !tensor.isComputed()).toList();
    if (open.isEmpty() && updates.isEmpty()) {
      return;
    }
    Trace trace = Trace.of(open, updates);
    List<Storage> leaves = trace.leaves().stream().map(Tensor::leafStorage).toList();
    List<Storage> values =
        open.stream().map(each -> Storage.zeros(each.dtype(), each.shape().size())).toList();
    run(program(trace.graph()), leaves, values);
    updates.forEach(update -> update.target().changed());
    for (int i = 0; i < open.size(); i++) {
      open.get(i).complete(values.get(i));
    }
  }

  /** The compiled program of a graph, from the cache if it is known. */
  Program program(Graph graph) {
    Program known = programs.get(graph);
    if (known == null) {
      known = backend.compile(graph, threads);
      programs.put(graph, known);
    }
    return known;
  }

  static void run(Program program, List<Storage> leaves, List<Storage> results) {
    synchronized (program) {
      program.run(leaves, results);
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static List<BackendProvider> providers() {
    return ServiceLoader.load(BackendProvider.class, Engine.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static List<BackendProvider> byPreference(List<BackendProvider> providers) {
    return providers.stream()
        .sorted(Comparator.comparingInt(BackendProvider::preference).reversed())
        .toList();
  }
}
