package dev.fovea.data.seismic;

import static dev.fovea.data.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.PeakNormalize;
import dev.fovea.data.RealData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeismogramsTest {
  private static final Path WINDOWS = Path.of("src/test/resources/hdf5/windows.h5");
  private static final Path ARRAYS = Path.of("src/test/resources/hdf5/arrays.h5");

  @Test
  void leavesOutWhatIsOfNoUse() throws IOException {
    Seismograms read = Seismograms.read("windows", WINDOWS);
    assertThat(read.leftOut()).isEqualTo(3);
    Dataset data = read.examples().data();
    assertThat(data.exampleShape()).isEqualTo(Shape.of(3, 8));
    assertThat(data.classTargets().labels()).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
    assertThat(data.classNames()).containsExactly("noise", "earthquake");
    assertThat(read.examples().groups().orElseThrow().numbers())
        .containsExactly(10, 11, 12, 12, 10, 11, 11, 12);
  }

  @Test
  void eachComponentGetsItsOwnPeak() throws IOException {
    Dataset data =
        Seismograms.read("windows", WINDOWS).examples().data().map(PeakNormalize.ofChannels());
    float[] values = data.all().inputs().toFloatArray();
    for (int component = 0; component < values.length / 8; component++) {
      float peak = 0;
      for (int i = 0; i < 8; i++) {
        peak = Math.max(peak, Math.abs(values[8 * component + i]));
      }
      assertThat(peak).isEqualTo(1);
    }
  }

  @Test
  void otherFiles() {
    refuses(
        () -> Seismograms.read("x", ARRAYS),
        """
        hdf5: no such array
          file:       %s
          array:      earthquakes
          looked for: earthquakes
          found:      big_endian, chunked, chunked_big_endian, contiguous, empty, fletcher, gzip, half, int16, shuffle, single, texts, train, uint8, vast, vast_rows\
        """
            .formatted(ARRAYS));
  }

  @Test
  void recordsStayOnOneSide() throws IOException {
    Examples all = Seismograms.read("real", RealData.at("seismic/seismic_windows.h5")).examples();
    assertThat(all.data().size()).isEqualTo(460);
    Examples.Parts parts = all.split(0.2, Seed.of(42));
    Set<Integer> held = records(parts.heldOut());
    Set<Integer> kept = records(parts.kept());
    assertThat(parts.heldOut().data().size()).isEqualTo(92);
    assertThat(held).hasSize(23).doesNotContainAnyElementsOf(kept);
    assertThat(kept).hasSize(92);
  }

  private static Set<Integer> records(Examples examples) {
    return new HashSet<>(Arrays.stream(examples.groups().orElseThrow().numbers()).boxed().toList());
  }
}
