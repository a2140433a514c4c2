package dev.fovea.bench.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.fovea.bench.side.RunMode;
import java.util.List;
import java.util.stream.Stream;

/** An engine Fovea is compared with. */
public enum Rival {
  /** libtorch through DJL. */
  LIBTORCH("libtorch", "dev.fovea.bench.rival.DjlSide", true),
  /** ONNX Runtime, which only predicts. */
  ONNX_RUNTIME("onnxruntime", "dev.fovea.bench.rival.OnnxSide", false);

  private final String label;
  private final String main;
  private final boolean canTrain;

  Rival(String label, String main, boolean canTrain) {
    this.label = label;
    this.main = main;
    this.canTrain = canTrain;
  }

  /** Its name in reports and files. */
  @JsonValue
  public String label() {
    return label;
  }

  /** The class of its main program. */
  String main() {
    return main;
  }

  /** Those that can do this. */
  public static List<Rival> of(RunMode mode) {
    return Stream.of(values()).filter(rival -> mode == RunMode.INFER || rival.canTrain).toList();
  }
}
