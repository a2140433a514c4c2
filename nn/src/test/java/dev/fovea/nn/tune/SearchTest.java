package dev.fovea.nn.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final SearchSpace SPACE =
      SearchSpace.empty().log("rate", 1e-4, 1e-1).choice("filters", 8, 16, 32).whole("depth", 1, 4);

  @TempDir Path folder = Path.of("unset");

  /** Best at a rate of 1e-2 and 16 filters; better with more epochs. */
  private static OptionalDouble score(Trial trial) {
    double off = Math.abs(Math.log10(trial.point().number("rate")) + 2);
    double filters = trial.point().whole("filters") == 16 ? 0 : 0.3;
    return OptionalDouble.of(1 - 0.2 * off - filters - 0.5 / trial.epochs());
  }

  @Test
  void aGridIsAllCombinations() throws IOException {
    Outcome outcome = Search.of(SPACE, new Strategy.Grid(4)).run(SearchTest::score);
    assertThat(outcome.isComplete()).isTrue();
    assertThat(outcome.results()).hasSize(4 * 3 * 4);
    assertThat(outcome.best().orElseThrow().trial().point().toString())
        .isEqualTo("rate 0.01, filters 16, depth 1");
    assertThatThrownBy(() -> SPACE.grid(1)).hasMessage("grid: expected at least 2 steps but was 1");
  }

  @Test
  void randomPointsFollowFromTheSeedAndAreNotRepeated() {
    List<Point> few = SPACE.random(5, Seed.of(1));
    List<Point> many = SPACE.random(50, Seed.of(1));
    assertThat(many).startsWith(few.toArray(Point[]::new)).doesNotHaveDuplicates();
    assertThat(SPACE.random(5, Seed.of(2))).isNotEqualTo(few);
    assertThat(many).allSatisfy(point -> assertThat(point.number("rate")).isBetween(1e-4, 1e-1));
    long small = many.stream().filter(point -> point.number("rate") < 1e-3).count();
    assertThat(small).isBetween(8L, 26L); // a third
    SearchSpace tiny = SearchSpace.empty().choice("a", 1, 2).choice("b", true, false);
    assertThat(tiny.random(100, Seed.of(1))).hasSize(4);
  }

  @Test
  void halvingLetsTheBestGoOn() throws IOException {
    List<Trial> tried = Collections.synchronizedList(new ArrayList<>());
    Outcome outcome =
        Search.of(SPACE, new Strategy.Halving(12, 3, 2))
            .epochs(20)
            .seed(Seed.of(4))
            .run(trial -> {
              tried.add(trial);
              return score(trial);
            });
    assertThat(tried.stream().map(Trial::epochs).toList())
        .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6, 6, 6, 6, 18, 20);
    Trial best =
        tried.subList(0, 12).stream()
            .max((a, b) -> Double.compare(score(a).orElseThrow(), score(b).orElseThrow()))
            .orElseThrow();
    assertThat(outcome.best().orElseThrow().trial())
        .isEqualTo(new Trial(best.number(), 20, best.point()));
  }

  @Test
  void trialsRunSideBySide() throws IOException {
    CountDownLatch all = new CountDownLatch(3);
    Outcome outcome =
        Search.of(SPACE, new Strategy.Random(3))
            .sideBySide(3)
            .run(trial -> {
              all.countDown();
              try {
                // None ends before all have begun.
                return all.await(1, TimeUnit.MINUTES) ? score(trial) : OptionalDouble.empty();
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return OptionalDouble.empty();
              }
            });
    assertThat(outcome.isComplete()).isTrue();
  }

  @Test
  void noTrialThatIsOverIsRunAgain() throws IOException {
    Path table = folder.resolve("trials.csv");
    Search search = Search.of(SPACE, new Strategy.Random(8)).seed(Seed.of(3)).table(table);
    AtomicInteger run = new AtomicInteger();
    Objective breaking = trial -> run.incrementAndGet() > 5 ? OptionalDouble.empty() : score(trial);
    assertThat(search.run(breaking).isComplete()).isFalse();
    List<String> before = Files.readAllLines(table);
    assertThat(before).hasSize(6);
    assertThat(before.getFirst()).isEqualTo("trial,epochs,rate,filters,depth,score,seconds,remark");

    List<Integer> again = new ArrayList<>();
    Outcome outcome =
        search.run(trial -> {
          again.add(trial.number());
          return score(trial);
        });
    assertThat(again).containsExactly(6, 7, 8);
    assertThat(Files.readAllLines(table)).startsWith(before.toArray(String[]::new)).hasSize(9);
    assertThat(outcome)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*seconds")
        .isEqualTo(
            Search.of(SPACE, new Strategy.Random(8)).seed(Seed.of(3)).run(SearchTest::score));
    assertThat(
            search
                .run(_ -> {
                  throw new AssertionError("nothing is left to do");
                })
                .isComplete())
        .isTrue();
  }

  @Test
  void whatCannotBeBuiltFailsAndTheSearchGoesOn() throws IOException {
    Path table = folder.resolve("trials.csv");
    Search search = Search.of(SPACE, new Strategy.Grid(2)).lowest().table(table);
    Outcome outcome =
        search.run(trial -> {
          if (trial.point().whole("depth") == 4) {
            throw new IllegalArgumentException("conv2d: \"too\" deep,\n  and wide");
          }
          return OptionalDouble.of(trial.point().number("rate"));
        });
    assertThat(outcome.results()).hasSize(12);
    assertThat(outcome.results().getLast().isFailed()).isTrue();
    assertThat(outcome.best().orElseThrow().score()).isEqualTo(1e-4);
    assertThat(Files.readAllLines(table).get(2))
        .startsWith("2,1,1.0E-4,8,4,,")
        .endsWith(",\"conv2d: \"\"too\"\" deep, and wide\"");
    assertThat(search.run(_ -> OptionalDouble.of(5)).results().getLast().remark())
        .isEqualTo("conv2d: \"too\" deep, and wide");
  }

  @Test
  void theTableOfAnotherSearchIsRefused() throws IOException {
    Path table = folder.resolve("trials.csv");
    Search search = Search.of(SPACE, new Strategy.Random(2)).table(table);
    search.run(SearchTest::score);
    Search other = search.seed(Seed.of(9));
    assertThatThrownBy(() -> other.run(SearchTest::score))
        .hasMessageStartingWith("trials: the table is of another search\n  trial:    1\n");
    Search wider = Search.of(SPACE.even("dropout", 0, 0.5), new Strategy.Random(2)).table(table);
    assertThatThrownBy(() -> wider.run(SearchTest::score))
        .isInstanceOf(IOException.class)
        .hasMessage(
            """
            trials: this is not the table of this search
              file:     %s, line 1
              expected: trial,epochs,rate,filters,depth,dropout,score,seconds,remark
              found:    [trial, epochs, rate, filters, depth, score, seconds, remark]\
            """
                .formatted(table));
    Files.writeString(table, Files.readString(table).replaceFirst("\n1,1,", "\none,1,"));
    assertThatThrownBy(() -> search.run(SearchTest::score))
        .hasMessageContaining(table + ", line 2\n  expected: numbers for trial");
  }

  @Test
  void dimensionsAreRead() {
    assertThat(Dimension.parse("log 1e-4..1e-1")).isEqualTo(new Dimension.Log(1e-4, 1e-1));
    assertThat(Dimension.parse("0.1 .. 0.5")).isEqualTo(new Dimension.Even(0.1, 0.5));
    assertThat(Dimension.parse("-1..4")).isEqualTo(new Dimension.Whole(-1, 4));
    for (String wrong :
        List.of("", "log 0..1", "4..1", "1..", "a..b", "1..99999999999", "1e999..2")) {
      assertThatThrownBy(() -> Dimension.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Dimension.Log(1e-4, 1).labels()).containsExactly("1.0E-4", "0.01", "1");
    assertThat(new Dimension.Whole(1, 10).grid(4)).containsExactly("1", "4", "7", "10");
    assertThat(new Dimension.Log(1e-4, 1).place("0.01")).isEqualTo(0.5);
  }
}
