package dev.fovea.bench.side;

import java.util.Locale;

/** What a side is started for. */
public enum Task {
  /** Do a {@link Job}, given as JSON, and answer with {@link SideResult} as JSON. */
  MEASURE,
  /** Make one training step; answer with its loss. */
  FIRST_STEP,
  /** Save a model in the file that is given; answer with its name. */
  SAVE,
  /** Load a model from the file that is given and predict one example; answer with an output. */
  FIRST_PREDICTION;

  /** What the line with the answer starts with; everything else on standard output is noise. */
  public static final String ANSWER = "answer: ";

  /** The word for it on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Task of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
