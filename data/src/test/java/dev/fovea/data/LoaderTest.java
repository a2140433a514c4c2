package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.train.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderTest {
  private static final Seed SEED = Seed.of(42);

  /** Examples whose only value is their number. */
  private static Dataset numbered(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return labeled(FloatFeatures.of(values, Shape.of(1)));
  }

  private static Dataset labeled(Features features) {
    return new Dataset(
        "data", features, ClassTargets.of(new int[features.size()], List.of("only")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 50})
  void dealsOutEveryExampleOnceInOrder(int prefetch) {
    Loader loader = Loader.of(numbered(10), 4).prefetching(prefetch);
    assertThat(loader.batches()).isEqualTo(3);
    assertThat(loader.examples()).isEqualTo(10);
    assertThat(batches(loader.epoch(0)))
        .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), List.of(8, 9));
  }

  @Test
  void canDropTheLastBatch() {
    Loader loader = Loader.of(numbered(10), 4).droppingLast();
    assertThat(loader.batches()).isEqualTo(2);
    assertThat(loader.examples()).isEqualTo(8);
    assertThat(batches(loader.epoch(0))).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
  }

  @Test
  void orderDependsOnSeedAndEpochOnly() {
    Loader loader = Loader.of(numbered(100), 7).shuffled(SEED);
    List<List<Integer>> second = batches(loader.epoch(1));

    assertThat(second.stream().flatMap(List::stream).sorted().toList())
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
    assertThat(batches(loader.epoch(0))).isNotEqualTo(second);
    assertThat(batches(loader.epoch(1))).isEqualTo(second);
    assertThat(batches(loader.prefetching(0).epoch(1))).isEqualTo(second);
    assertThat(batches(loader.dataset().shuffled(7, SEED.split(1)))).isEqualTo(second);
    assertThat(batches(loader.shuffled(Seed.of(43)).epoch(1))).isNotEqualTo(second);
  }

  /** Held fixed: a stored run must find the same order in every later version. */
  @Test
  void theOrderOfASeedNeverChanges() {
    assertThat(Loader.of(numbered(10), 10).shuffled(SEED).order(3))
        .containsExactly(8, 4, 5, 1, 6, 3, 9, 2, 7, 0);
  }

  @Test
  void goesOnFromAStoredPlace() {
    Loader loader = Loader.of(numbered(20), 3).shuffled(SEED);
    List<List<Integer>> whole = batches(loader.epoch(5));
    Cursor stored;
    try (BatchStream stream = loader.from(Cursor.startOf(5))) {
      stream.next();
      stream.next();
      stored = stream.cursor();
    }
    assertThat(stored).isEqualTo(new Cursor(5, 2));
    assertThat(batches(() -> loader.from(stored))).isEqualTo(whole.subList(2, whole.size()));
    assertThat(loader.from(new Cursor(5, 7)).hasNext()).isFalse();
    assertThatThrownBy(() -> loader.from(new Cursor(5, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            loader: the cursor is beyond the end of the epoch
              data set: data
              expected: batch 0 to 7
              found:    batch 8\
            """);
  }

  /** In memory of batches given back, and nowhere else. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void readsIntoMemoryThatWasGivenBack(int prefetch) {
    Loader plain = Loader.of(numbered(103), 4).shuffled(SEED).prefetching(prefetch);
    for (Loader loader : List.of(plain, plain.mixed(new Mixup(0.4)))) {
      List<float[]> expected = new ArrayList<>();
      Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Batch batch : loader.epoch(1)) {
        expected.add(batch.inputs().toFloatArray());
        kept.add(memory(batch));
      }
      assertThat(kept).as("nothing given back").hasSize(26);

      List<float[]> read = new ArrayList<>();
      Set<Object> used = Collections.newSetFromMap(new IdentityHashMap<>());
      try (BatchStream stream = loader.from(Cursor.startOf(1))) {
        while (stream.hasNext()) {
          Batch batch = stream.next();
          read.add(batch.inputs().toFloatArray());
          used.add(memory(batch));
          stream.takeBack(batch);
        }
      }
      assertThat(read).usingRecursiveComparison().isEqualTo(expected);
      assertThat(used).hasSizeLessThanOrEqualTo(prefetch + 3); // the last batch is smaller
    }
  }

  private static Object memory(Batch batch) {
    return batch.inputs().storage().segment().heapBase().orElseThrow();
  }

  @Test
  void workerErrorsComeAtTheirBatch() {
    Dataset failing =
        labeled(
            new Probe(10) {
              @Override
              public void copy(int example, float[] into, int offset) {
                if (example == 5) {
                  throw new UncheckedIOException(new IOException("disk gone"));
                }
              }
            });
    BatchStream stream = Loader.of(failing, 2).prefetching(4).from(Cursor.startOf(0));
    stream.next();
    stream.next();
    assertThatThrownBy(stream::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("java.io.IOException: disk gone");
    assertThat(stream.hasNext()).isFalse();
    assertThat(stream.cursor()).isEqualTo(new Cursor(0, 2));
    assertThatThrownBy(stream::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the epoch has no more batches");
  }

  @Test
  void readsAheadNoFurtherThanAskedFor() throws InterruptedException {
    AtomicInteger read = new AtomicInteger();
    Semaphore done = new Semaphore(0);
    Dataset counting =
        labeled(
            new Probe(100) {
              @Override
              public void copy(int example, float[] into, int offset) {
                read.incrementAndGet();
                done.release();
              }
            });
    BatchStream stream = Loader.of(counting, 1).prefetching(3).from(Cursor.startOf(0));
    assertThat(read).as("nothing is read before it is asked for").hasValue(0);
    stream.next();
    assertThat(done.tryAcquire(4, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(done.tryAcquire(1, 100, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(read).hasValue(4);
  }

  @Test
  void closingStopsTheBackground() throws InterruptedException {
    AtomicInteger read = new AtomicInteger();
    Semaphore started = new Semaphore(0);
    Semaphore mayGoOn = new Semaphore(1);
    Dataset slow =
        labeled(
            new Probe(100) {
              @Override
              public void copy(int example, float[] into, int offset) {
                started.release();
                mayGoOn.acquireUninterruptibly();
                read.incrementAndGet();
              }
            });
    BatchStream stream = Loader.of(slow, 1).prefetching(5).from(Cursor.startOf(0));
    stream.next();
    assertThat(started.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    stream.close();
    mayGoOn.release(1000);
    assertThat(started.tryAcquire(1, 100, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(read).as("the batch taken and the one under way").hasValue(2);
    assertThat(stream.hasNext()).isFalse();
    stream.close();
  }

  @Test
  void settingsMustMakeSense() {
    assertThatThrownBy(() -> Loader.of(numbered(3), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            loader: there is nothing to deal out with these settings
              data set:   data
              examples:   3
              batch size: 0
              prefetch:   2
              expected:   at least 1 example, batch size at least 1, prefetch at least 0\
            """);
    assertThatThrownBy(() -> Loader.of(numbered(3).take(0), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("examples:   0");
    assertThatThrownBy(() -> new Cursor(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            cursor: epoch and batch are counted from 0
              epoch: 0
              batch: -1\
            """);
  }

  private static List<List<Integer>> batches(Iterable<Batch> epoch) {
    List<List<Integer>> batches = new ArrayList<>();
    for (Batch batch : epoch) {
      List<Integer> examples = new ArrayList<>();
      for (float value : batch.inputs().toFloatArray()) {
        examples.add((int) value);
      }
      batches.add(examples);
    }
    return batches;
  }

  /** Examples of one value, read by the test's own rule. */
  private abstract static class Probe implements Features {
    private final int size;

    Probe(int size) {
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Shape exampleShape() {
      return Shape.of(1);
    }

    @Override
    public void digest(MessageDigest digest) {
      throw new UnsupportedOperationException("no test asks for it");
    }
  }
}
