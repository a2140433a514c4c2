package dev.fovea.bench.report;

import dev.fovea.bench.run.Rival;
import dev.fovea.bench.side.RunMode;
import java.util.Map;

/**
 * Fovea and another engine at the same work.
 *
 * @param threads how many threads each had
 * @param foveaMs median milliseconds of a step or a prediction
 * @param peer the other engine
 * @param peerMs median milliseconds of the other engine
 * @param ratio how many times as fast Fovea is
 * @param foveaSpread half of what lies between Fovea's rounds, as a part of the median
 * @param peerSpread the same of the other engine
 * @param otherWaysMs milliseconds of other ways to do the same with Fovea
 * @param foveaExamplesPerSecond examples per second
 * @param peerExamplesPerSecond examples per second of the other engine
 * @param foveaGflops useful floating-point operations a second, in thousands of millions
 * @param foveaShareOfPeak the same as a part of what the cores can do at most
 * @param foveaAllocatedBytes on the Java heap, each step
 * @param foveaPeakMib the most memory of Fovea's process
 * @param peerPeakMib the most memory of the other engine's process
 */
public record Comparison(
    String model,
    RunMode mode,
    int batch,
    int threads,
    double foveaMs,
    Rival peer,
    double peerMs,
    double ratio,
    double foveaSpread,
    double peerSpread,
    Map<String, Double> otherWaysMs,
    double foveaExamplesPerSecond,
    double peerExamplesPerSecond,
    double foveaGflops,
    double foveaShareOfPeak,
    double foveaAllocatedBytes,
    double foveaPeakMib,
    double peerPeakMib) {}
