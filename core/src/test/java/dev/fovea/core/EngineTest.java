package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.graph.Backend;
import dev.fovea.core.graph.BackendProvider;
import dev.fovea.core.graph.Graph;
import dev.fovea.core.graph.Program;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineTest {

  /** A backend that cannot run anywhere, or one that only has a name. */
  private record Fake(String name, int preference, Optional<String> unavailable)
      implements BackendProvider {
    @Override
    public Backend open() {
      return new Backend() {
        @Override
        public String name() {
          return Fake.this.name();
        }

        @Override
        public String description() {
          return "made up";
        }

        @Override
        public Program compile(Graph graph, int threads) {
          throw new UnsupportedOperationException("made up");
        }
      };
    }
  }

  private static final List<BackendProvider> FAKES =
      List.of(
          new Fake("plain", 0, Optional.empty()),
          new Fake("fast", 20, Optional.of("no device; plug one in")),
          new Fake("good", 10, Optional.empty()));

  @Test
  void theBestIsThePreferredOneThatCanRun() {
    Engine best = Engine.best(FAKES);

    assertThat(best.backend()).isEqualTo("good");
    assertThat(best.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(best.withThreads(1).description())
        .isEqualTo("good: made up, 1 thread (not fast: no device; plug one in)");
  }

  @Test
  void askingByNameGivesThatOneOrAnError() {
    assertThat(Engine.of("plain", 3, FAKES).description())
        .isEqualTo("plain: made up, 3 threads (asked for by name)");
    assertThatThrownBy(() -> Engine.of("fast", 1, FAKES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backend fast cannot run here: no device; plug one in");
    assertThatThrownBy(() -> Engine.of("nothing", 1, FAKES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backend: expected one of [fast, good, plain] but was nothing");
  }

  @Test
  void nothingToRunOnIsAnError() {
    assertThatThrownBy(() -> Engine.best(List.of(FAKES.get(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no backend found: not fast: no device; plug one in");
  }

  @Test
  void needsAThread() {
    assertThatThrownBy(() -> Engine.of("scalar", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: expected at least 1 but was 0");
    assertThatThrownBy(() -> Engine.of("scalar", 1).withThreads(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: expected at least 1 but was -1");
  }

  @Test
  void isInForceInsideRunOnly() {
    Engine scalar = Engine.of("scalar", 1);
    Engine outside = Engine.current();

    assertThat(scalar.<Engine, RuntimeException>run(Engine::current)).isSameAs(scalar);
    assertThat(Engine.current()).isSameAs(outside);
  }

  @Test
  void equalGraphsShareAProgram() {
    Engine scalar = Engine.of("scalar", 1);

    Program first = scalar.program(graph(1));
    Program second = scalar.program(graph(2));

    assertThat(second).isSameAs(first);
    assertThat(scalar.program(Trace.of(List.of(Tensor.zeros(4).exp()), List.of()).graph()))
        .isNotSameAs(first);
  }

  /** The same structure on other numbers. */
  private static Graph graph(float value) {
    Tensor x = Tensor.of(new float[] {value, value, value}, 3);
    return Trace.of(List.of(x.times(2).exp()), List.of()).graph();
  }
}
