package dev.fovea.data.seismic;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.Features;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Groups;
import dev.fovea.data.Problem;
import dev.fovea.data.hdf5.Hdf5Array;
import dev.fovea.data.hdf5.Hdf5Dataset;
import dev.fovea.data.hdf5.Hdf5Features;
import dev.fovea.data.hdf5.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Windows of seismograms in an HDF5 file: the arrays {@code earthquakes} and {@code noise}, each
 * {@code [N, C, T]} of {@code C} components, and beside them, if the file has them, {@code
 * earthquakes_record} and {@code noise_record}, each {@code [N]}: the record a window was cut from.
 * Windows of one record are alike, so records are the groups of the examples.
 *
 * <p>Windows that are of no use are omitted: those with a number that is not finite, and those with
 * a component that is zero throughout. The numbers are as in the file; {@link
 * dev.fovea.data.PeakNormalize} brings each component to its peak.
 *
 * @param examples class 0 noise, class 1 earthquake; first all earthquakes, then all noise
 * @param leftOut how many windows were of no use
 */
public record Seismograms(Examples examples, int leftOut) {
  /** The classes, in the order of their numbers. */
  public static final List<String> CLASSES = List.of("noise", "earthquake");

  /** The array of windows with an earthquake. */
  public static final String EARTHQUAKES = "earthquakes";

  /** The array of windows without. */
  public static final String NOISE = "noise";

  private static final String RECORD = "_record";

  /**
   * Reads a file.
   *
   * @param name for people and provenance
   * @throws DataFileException if the file is missing or damaged, an array is missing, the two
   *     differ in shape, or no window of a kind is of use
   */
  public static Seismograms read(String name, Path path) throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      Windows earthquakes = Windows.read(file, EARTHQUAKES, 1);
      Windows noise = Windows.read(file, NOISE, 0);
      if (!earthquakes.shape.equals(noise.shape)) {
        throw new DataFileException(
            Problem.of("seismograms: earthquakes and noise differ in shape")
                .with("file", path)
                .with(EARTHQUAKES, earthquakes.shape)
                .with(NOISE, noise.shape));
      }
      if (earthquakes.records.isPresent() != noise.records.isPresent()) {
        throw new DataFileException(
            Problem.of("seismograms: only one of the two arrays tells its records")
                .with("file", path)
                .with(
                    "expected", EARTHQUAKES + RECORD + " and " + NOISE + RECORD + ", or neither"));
      }
      Dataset data = earthquakes.dataset(name).concat(noise.dataset(name)).named(name);
      Optional<Groups> groups =
          earthquakes.records.flatMap(first -> noise.records.map(first::concat));
      return new Seismograms(new Examples(data, groups), earthquakes.leftOut() + noise.leftOut());
    }
  }

  /** The windows of one kind. */
  private record Windows(
      float[] values, Shape shape, int label, int[] kept, int stored, Optional<Groups> records) {

    static Windows read(Hdf5File file, String kind, int label) throws IOException {
      Hdf5Array array = file.array(kind);
      Shape shape = Hdf5Features.of(array).exampleShape();
      if (shape.rank() != 2) {
        throw new DataFileException(
            Problem.of("seismograms: these are no windows")
                .with("file", file.path())
                .with("array", kind)
                .with("expected", "[N, components, samples]")
                .with("found", array));
      }
      float[] values = new float[Math.toIntExact(array.rows() * shape.size())];
      Features all = Hdf5Dataset.inMemory(array, shape);
      for (int i = 0; i < all.size(); i++) {
        all.copy(i, values, i * shape.size());
      }
      int[] kept =
          IntStream.range(0, all.size()).filter(window -> isOfUse(values, window, shape)).toArray();
      if (kept.length == 0) {
        throw new DataFileException(
            Problem.of("seismograms: no window is of use")
                .with("file", file.path())
                .with("array", kind)
                .with("expected", "finite numbers, no component zero throughout")
                .with("found", all.size() + " windows, none of them so"));
      }
      Optional<Groups> records = Optional.empty();
      if (file.has(kind + RECORD)) {
        Groups stored = Hdf5Dataset.groups(file, kind + RECORD);
        if (stored.size() != all.size()) {
          throw new DataFileException(
              Problem.of("seismograms: windows and records differ in number")
                  .with("file", file.path())
                  .with(kind, all.size())
                  .with(kind + RECORD, stored.size()));
        }
        records = Optional.of(stored.select(kept));
      }
      return new Windows(values, shape, label, kept, all.size(), records);
    }

    private static boolean isOfUse(float[] values, int window, Shape shape) {
      int samples = shape.dim(1);
      for (int component = 0; component < shape.dim(0); component++) {
        int start = (window * shape.dim(0) + component) * samples;
        boolean isZero = true;
        for (int i = start; i < start + samples; i++) {
          if (!Float.isFinite(values[i])) {
            return false;
          }
          isZero &= values[i] == 0;
        }
        if (isZero) {
          return false;
        }
      }
      return true;
    }

    Dataset dataset(String name) {
      int[] labels = new int[stored];
      Arrays.fill(labels, label);
      return new Dataset(name, FloatFeatures.of(values, shape), ClassTargets.of(labels, CLASSES))
          .subset(kept);
    }

    int leftOut() {
      return stored - kept.length;
    }
  }
}
