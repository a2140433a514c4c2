package dev.fovea.bench.side;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is measured. */
public enum RunMode {
  /** Training steps. */
  TRAIN,
  /** Predictions. */
  INFER;

  /** The word for it on the command line and in files. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
