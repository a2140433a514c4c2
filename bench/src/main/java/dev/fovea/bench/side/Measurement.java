package dev.fovea.bench.side;

import dev.fovea.bench.network.Workload;
import dev.fovea.bench.network.Workloads;
import dev.fovea.bench.side.Contender.Prediction;
import dev.fovea.bench.side.Contender.Training;
import dev.fovea.bench.side.SideResult.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job being done by an engine. */
final class Measurement {
  private static final int CHECKED_STEPS = 4;
  private static final int CHECKED_OUTPUTS = 10;

  /** Other ways get this part of the time. */
  private static final double PART_OF_OTHERS = 1.0 / 3;

  private final Contender contender;
  private final Workload workload;
  private final Job job;
  private final List<Double> check = new ArrayList<>();
  private final List<Timing> timings = new ArrayList<>();

  Measurement(Contender contender, Job job) {
    this.contender = contender;
    this.workload = Workloads.named(job.model());
    this.job = job;
  }

  /** The ways that count first, then the memory taken by them, then the other ways. */
  SideResult figures() {
    switch (job.mode()) {
      case TRAIN -> job.batches().forEach(this::train);
      case INFER -> job.batches().forEach(this::predict);
    }
    long peak = PeakMemory.bytes();
    if (job.hasOtherWays()) {
      switch (job.mode()) {
        case TRAIN -> job.batches().forEach(this::trainOtherwise);
        case INFER -> job.batches().forEach(this::predictOtherwise);
      }
    }
    return new SideResult(contender.engine(), check, timings, peak);
  }

  private void train(int batch) {
    Training plain = contender.training(workload, batch, false);
    for (int step = 0; step < CHECKED_STEPS; step++) {
      check.add(plain.step());
    }
    time("", batch, workload.hasDropout() ? contender.training(workload, batch, true) : plain, 1);
  }

  private void trainOtherwise(int batch) {
    contender
        .otherTrainings(workload, batch)
        .forEach((way, other) -> time(way, batch, other, PART_OF_OTHERS));
  }

  private void time(String way, int batch, Training training, double part) {
    timings.add(
        new Chunks(training::restart, training::step)
            .time(way, batch, part * job.warmUpSeconds(), part * job.seconds()));
  }

  private void predict(int batch) {
    Prediction prediction = contender.prediction(workload, batch);
    float[] outputs = prediction.run();
    for (int i = 0; i < Math.min(CHECKED_OUTPUTS, outputs.length / batch); i++) {
      check.add((double) outputs[i]);
    }
    time("", batch, prediction, 1);
  }

  private void predictOtherwise(int batch) {
    Map<String, Prediction> others = contender.otherPredictions(workload, batch);
    others.forEach((way, other) -> time(way, batch, other, PART_OF_OTHERS));
  }

  private void time(String way, int batch, Prediction prediction, double part) {
    timings.add(
        new Chunks(() -> {}, prediction::run)
            .time(way, batch, part * job.warmUpSeconds(), part * job.seconds()));
  }
}
