package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.train.Batch;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final List<String> NAMES = List.of("cat", "dog");

  /** Examples {@code [10 i, 10 i + 1]} with label {@code i % 2}. */
  private static Dataset numbered(int size) {
    byte[] values = new byte[2 * size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      values[2 * i] = (byte) (10 * i);
      values[2 * i + 1] = (byte) (10 * i + 1);
      labels[i] = i % 2;
    }
    return new Dataset(
        "numbered", ByteFeatures.of(values, Shape.of(2)), ClassTargets.of(labels, NAMES));
  }

  @Test
  void viewsChooseExamplesWithTheirTargets() {
    Dataset data = numbered(6);
    assertThat(firstValues(data.take(2))).containsExactly(0, 10);
    assertThat(firstValues(data.skip(4))).containsExactly(40, 50);
    Dataset view = data.subset(5, 0, 0, 3).skip(1).subset(2, 0);
    assertThat(firstValues(view)).containsExactly(30, 0);
    assertThat(view.classTargets().labels()).containsExactly(1, 0);
    assertThat(data.take(0).size()).isZero();
  }

  @Test
  void aSampleHasNoExampleTwice() {
    Dataset data = numbered(20);
    Dataset sample = data.sample(20, Seed.of(1));
    assertThat(firstValues(sample))
        .containsExactlyInAnyOrder(firstValues(data))
        .isNotEqualTo(firstValues(data));
    assertThat(firstValues(data.sample(5, Seed.of(1))))
        .isEqualTo(firstValues(sample.take(5)))
        .isNotEqualTo(firstValues(data.sample(5, Seed.of(2))));
    assertThatThrownBy(() -> data.sample(21, Seed.of(1)))
        .hasMessage(
            """
            sample: there are fewer examples
              data set: numbered
              expected: 0 to 20
              found:    21\
            """);
  }

  @Test
  void oneOfEachClassInTheirOrder() {
    Dataset one = numbered(20).oneOfEach(Seed.of(1));
    assertThat(one.classTargets().labels()).containsExactly(0, 1);
    assertThat(firstValues(one)).isEqualTo(firstValues(numbered(20).oneOfEach(Seed.of(1))));
    assertThat(numbered(1).oneOfEach(Seed.of(1)).classTargets().labels()).containsExactly(0);
  }

  @Test
  void batchHasInputsAndTargets() {
    Batch batch = numbered(4).map(new ScaleBy(0.5)).batch(3, 1);
    assertThat(batch.inputs().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(batch.inputs().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(batch.inputs().toFloatArray()).containsExactly(15, 15.5f, 5, 5.5f);
    assertThat(batch.targets().dtype()).isEqualTo(DType.INT32);
    assertThat(batch.targets().toLongArray()).containsExactly(1, 1);
  }

  @Test
  void targetsMayBeNumbers() {
    Dataset data =
        new Dataset(
            "heights",
            FloatFeatures.of(new float[] {1, 2, 3}, Shape.of(1)),
            ValueTargets.of(new float[] {10, 11, 20, 21, 30, 31}, Shape.of(2)));
    Batch batch = data.skip(1).batch(1, 0);
    assertThat(batch.targets().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(batch.targets().toFloatArray()).containsExactly(30, 31, 20, 21);
    assertThat(data.concat(data).take(4).all().targets().toFloatArray())
        .containsExactly(10, 11, 20, 21, 30, 31, 10, 11);
    assertThatThrownBy(data::classNames)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            """
            dataset: the targets are numbers, not classes
              data set: heights
              expected: classes
              found:    numbers [2]\
            """);
  }

  @Test
  void joinsSetsOfOneKind() {
    Dataset joined = numbered(3).concat(numbered(2)).map(new ScaleBy(0.1)).subset(4, 0, 3);
    assertThat(joined.name()).isEqualTo("numbered + numbered");
    assertThat(firstValues(joined)).containsExactly(1, 0, 0);
    assertThat(joined.classTargets().labels()).containsExactly(1, 0, 0);
  }

  @Test
  void refusesToJoinWhatDiffers() {
    Dataset data = numbered(1);
    Dataset wide = new Dataset("wide", FloatFeatures.of(new float[3], Shape.of(3)), data.targets());
    failsWith(
        () -> data.concat(wide),
        """
        concat: the inputs differ in shape
          first:  numbered [2]
          second: wide [3]\
        """);
    failsWith(
        () -> data.concat(data.map(new ScaleBy(2))),
        """
        concat: the inputs are transformed differently
          first:  numbered []
          second: numbered [ScaleBy[factor=2.0]]\
        """);
    Dataset birds =
        new Dataset("birds", data.features(), ClassTargets.of(new int[1], List.of("tit", "owl")));
    failsWith(
        () -> data.concat(birds),
        """
        concat: the targets differ in kind
          first:  classes [cat, dog]
          second: classes [tit, owl]\
        """);
    Dataset heights =
        new Dataset("heights", data.features(), ValueTargets.of(new float[] {2}, Shape.scalar()));
    failsWith(
        () -> heights.concat(data),
        """
        concat: the targets differ in kind
          first:  numbers []
          second: classes [cat, dog]\
        """);
  }

  @Test
  void badArgumentsAreNamed() {
    Dataset data = numbered(3);
    failsWith(
        () -> data.take(4),
        """
        take: there are fewer examples
          data set: numbered
          expected: 0 to 3
          found:    4\
        """);
    failsWith(
        () -> data.subset(0, 3),
        """
        select: there is no such example
          at:       position 1 of the selection
          expected: 0 to 2
          found:    3\
        """);
    failsWith(
        () -> data.take(0).subset(0),
        """
        select: there is no such example
          at:       position 0 of the selection
          expected: no example: there are none
          found:    0\
        """);
    failsWith(
        () -> ClassTargets.of(new int[] {0, 1, 2}, NAMES),
        """
        labels: a label is out of range
          index:    2
          expected: 0 to 1
          found:    2\
        """);
    failsWith(
        () -> new Dataset("odd", data.features(), data.take(2).targets()),
        """
        dataset: inputs and targets differ in number
          data set: odd
          inputs:   3
          targets:  2\
        """);
  }

  @Test
  void hashDependsOnValuesTargetsAndSelectionOnly() {
    Dataset data = numbered(6);
    assertThat(data.contentHash())
        .matches("[0-9a-f]{64}")
        .isEqualTo(numbered(6).named("other").contentHash())
        .isEqualTo(data.map(new ScaleBy(3)).contentHash())
        .isNotEqualTo(numbered(5).contentHash())
        .isNotEqualTo(data.take(5).contentHash());
    assertThat(data.take(3).contentHash()).isEqualTo(data.subset(0, 1, 2).contentHash());
    Dataset relabeled =
        new Dataset(
            "numbered", data.features(), ClassTargets.of(new int[] {1, 1, 0, 1, 0, 1}, NAMES));
    assertThat(relabeled.contentHash()).isNotEqualTo(data.contentHash());
  }

  private static void failsWith(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static float[] firstValues(Dataset data) {
    float[] values = new float[data.size()];
    float[] example = new float[2];
    for (int i = 0; i < values.length; i++) {
      data.features().copy(i, example, 0);
      values[i] = example[0];
    }
    return values;
  }

  @Test
  void someClassesAreNumberedAnew() {
    ClassTargets targets =
        ClassTargets.of(new int[] {2, 0, 1, 2, 0}, List.of("cat", "dog", "horse"));
    Dataset all =
        new Dataset("animals", ByteFeatures.of(new byte[] {0, 1, 2, 3, 4}, Shape.of(1)), targets);
    Dataset chosen = all.onlyClasses(List.of("horse", "cat"));
    assertThat(chosen.classNames()).containsExactly("horse", "cat");
    assertThat(chosen.classTargets().labels()).containsExactly(0, 1, 0, 1);
    assertThat(chosen.all().inputs().toFloatArray()).containsExactly(0, 1, 3, 4);
    Examples grouped = Examples.of(all, Groups.of(new int[] {5, 6, 7, 8, 9}));
    assertThat(grouped.onlyClasses(List.of("dog", "horse")).groups().orElseThrow().numbers())
        .hasSize(3);
    assertThatThrownBy(() -> all.onlyClasses(List.of("cat", "cow")))
        .hasMessage("classes: there is no class cow\n  known: cat, dog, horse");
    assertThatThrownBy(() -> all.onlyClasses(List.of("cat", "cat")))
        .hasMessage(
            """
            classes: this is no choice of classes
              expected: two or more, each once
              found:    [cat, cat]\
            """);
    assertThatThrownBy(() -> all.onlyClasses(List.of("cat")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
