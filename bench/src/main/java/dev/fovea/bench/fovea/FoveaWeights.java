package dev.fovea.bench.fovea;

import dev.fovea.bench.network.Workload;
import dev.fovea.bench.network.Workloads;
import dev.fovea.bench.side.Task;
import dev.fovea.core.Engine;
import dev.fovea.core.shape.Storage;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Trains for some steps and prints a digest of all weights, to the bit. */
public final class FoveaWeights {
  private FoveaWeights() {}

  /**
   * Prints the digest.
   *
   * @param arguments the number of threads, the name of a workload, the number of steps
   */
  public static void main(String... arguments) throws NoSuchAlgorithmException {
    Engine.select(Engine.best().withThreads(Integer.parseInt(arguments[0])));
    Workload workload = Workloads.named(arguments[1]);
    FoveaTraining training = new CompiledTraining(workload, workload.batch(), true);
    for (int step = 0; step < Integer.parseInt(arguments[2]); step++) {
      training.step();
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    training
        .model
        .stateDict()
        .values()
        .forEach(parameter -> digest.update(bytes(parameter.storage())));
    System.out.println(Task.ANSWER + HexFormat.of().formatHex(digest.digest()));
  }

  private static byte[] bytes(Storage storage) {
    long size = (long) storage.size() * storage.dtype().bytes();
    return storage.segment().asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
  }
}
