package dev.fovea.formats;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.formats.architecture.Architecture;
import dev.fovea.nn.Layer;
import dev.fovea.nn.StateMismatch;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Optimizer;
import dev.fovea.nn.train.Checkpoint;
import dev.fovea.nn.train.CheckpointWriter;
import dev.fovea.nn.train.Epoch;
import dev.fovea.nn.train.Fit;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.OpenEpoch;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A training at the end of an epoch, or in the middle of one: a {@linkplain ModelFile model file}
 * with the optimizer's state, the history, and where the epoch at hand stands besides. Training
 * continues from it with the bits it would have had without the break.
 *
 * <pre>{@code
 * CheckpointFile.Resumed resumed = CheckpointFile.resume(file, trainer);
 * History history = resumed.trainer().fit(train, validation, resumed.fit());
 * }</pre>
 *
 * <p>A checkpoint of a model with layers of the user's own can be resumed, with a trainer of the
 * same model built by code, but not loaded as a model.
 */
public final class CheckpointFile implements CheckpointWriter {
  private static final String OPTIMIZER = "optimizer";
  private static final String STEP = "step";
  private static final String FIT = "fit";
  private static final String EPOCHS = "epochs";
  private static final String BATCH_SIZE = "batch_size";
  private static final String EVALUATION_BATCH_SIZE = "evaluation_batch_size";
  private static final String SEED = "seed";
  private static final String HISTORY = "history";
  private static final String END = "end";
  private static final String NUMBER = "number";
  private static final String VALUES = "values";
  private static final String OPEN_EPOCH = "open_epoch";
  private static final String BATCHES = "batches";
  private static final String EXAMPLES = "examples";
  private static final String SECONDS = "seconds";

  private final Optional<ModelCard> card;

  /** Writes checkpoints that say no more of the model than how it was made. */
  public CheckpointFile() {
    this(Optional.empty());
  }

  private CheckpointFile(Optional<ModelCard> card) {
    this.card = card;
  }

  /** Writes checkpoints with this card. */
  public static CheckpointFile with(ModelCard card) {
    return new CheckpointFile(Optional.of(card));
  }

  @Override
  public String extension() {
    return ModelFile.EXTENSION;
  }

  // ---- writing ----

  @Override
  public void write(Path file, Checkpoint checkpoint) throws IOException {
    Layer model = checkpoint.model();
    SequencedMap<String, ObjectNode> texts = new LinkedHashMap<>();
    texts.put(
        Archive.MODEL,
        ModelFile.describe(
            model,
            architecture(model).map(Architecture::toJson),
            card.orElseGet(ModelCard::empty)));
    texts.put(Archive.TRAINING, training(checkpoint));
    SequencedMap<String, SequencedMap<String, Tensor>> tensors = new LinkedHashMap<>();
    tensors.put(Archive.WEIGHTS, model.snapshot());
    tensors.put(Archive.OPTIMIZER, checkpoint.optimizer().snapshot());
    TrainingState standing = checkpoint.standing();
    standing.open().ifPresent(open -> tensors.put(Archive.SUMS, open.sums()));
    if (!standing.memory().isEmpty()) {
      tensors.put(Archive.MEMORY, standing.memory());
    }
    Archive.write(file, texts, tensors);
  }

  /** The layers in writing, unless the user wrote some that have no written form. */
  private static Optional<Architecture> architecture(Layer model) {
    return model instanceof Sequential sequential && hasOnlyKnownLayers(model)
        ? Optional.of(Architecture.of(sequential))
        : Optional.empty();
  }

  private static boolean hasOnlyKnownLayers(Layer model) {
    return Architecture.canWrite(model)
        && model.children().values().stream().allMatch(CheckpointFile::hasOnlyKnownLayers);
  }

  private static ObjectNode training(Checkpoint checkpoint) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put(OPTIMIZER, checkpoint.optimizer().rule().getClass().getSimpleName());
    root.put(STEP, checkpoint.optimizer().steps());
    Fit fit = checkpoint.fit();
    root.putObject(FIT)
        .put(EPOCHS, fit.epochs())
        .put(BATCH_SIZE, fit.batchSize())
        .put(EVALUATION_BATCH_SIZE, fit.evaluationBatchSize())
        .put(SEED, fit.seed().value());
    ObjectNode history = root.putObject(HISTORY);
    history.put(END, checkpoint.history().end());
    ArrayNode epochs = history.putArray(EPOCHS);
    for (Epoch epoch : checkpoint.history().epochs()) {
      ObjectNode fields = epochs.addObject();
      fields.put(NUMBER, epoch.number());
      fields.set(VALUES, Fields.ofNumbers(epoch.values()));
    }
    checkpoint
        .standing()
        .open()
        .ifPresent(open ->
            root.putObject(OPEN_EPOCH)
                .put(NUMBER, open.number())
                .put(BATCHES, open.batches())
                .put(BATCH_SIZE, open.batchSize())
                .put(EXAMPLES, open.examples())
                .put(SECONDS, open.seconds()));
    return root;
  }

  // ---- reading ----

  /**
   * A training ready to continue.
   *
   * @param trainer the trainer where the checkpoint was; callbacks may still be added to it
   * @param fit how the training was asked for
   * @param standing how far it was
   */
  public record Resumed(Trainer trainer, Fit fit, TrainingState standing) {
    /** The epochs so far. */
    public History history() {
      return standing.history();
    }
  }

  /**
   * Puts a trainer where a checkpoint was: parameters, buffers, what is frozen, the optimizer's
   * state, the history and the epoch at hand.
   *
   * @param trainer a trainer of the same model, loss, optimizer, schedule and metrics
   * @throws FormatException if the file is damaged, or belongs to another model or optimizer;
   *     nothing is changed then
   */
  public static Resumed resume(Path file, Trainer trainer) throws IOException {
    return Archive.read(file, archive -> resume(archive, trainer));
  }

  private static Resumed resume(Archive archive, Trainer trainer) throws IOException {
    Layer model = trainer.model();
    ModelFile.Description description = ModelFile.description(archive);
    checkSameLayers(description, model);
    Fields training = new Fields("", archive.text(Archive.TRAINING));
    training.onlyThese(List.of(OPTIMIZER, STEP, FIT, HISTORY, OPEN_EPOCH));
    Fit fit = fit(training.fields(FIT));
    TrainingState standing =
        new TrainingState(
            history(training.fields(HISTORY)), open(archive, training), memory(archive));
    SequencedMap<String, Tensor> weights =
        archive.tensors(
            Archive.WEIGHTS,
            header ->
                ExpectedState.check(
                    "checkpoint: the weights do not fit the model",
                    ModelFile.stateOf(model),
                    ExpectedState.of(header)));
    SequencedMap<String, Tensor> state = archive.tensors(Archive.OPTIMIZER, _ -> {});
    Trainer next = trainer.from(standing);
    List<String> frozenBefore = ModelFile.frozen(model);
    // What is frozen decides what the optimizer keeps, so it must be known before there is one.
    ModelFile.freeze(model, description.frozen());
    try {
      restore(next.optimizer(), training.text(OPTIMIZER), state);
    } catch (FormatException wrong) {
      ModelFile.freeze(model, frozenBefore);
      throw wrong;
    }
    model.load(weights);
    return new Resumed(next, fit, standing);
  }

  private static void restore(
      Optimizer optimizer, String expectedRule, SequencedMap<String, Tensor> state)
      throws FormatException {
    String rule = optimizer.rule().getClass().getSimpleName();
    if (!rule.equals(expectedRule)) {
      throw FormatException.of("checkpoint: another optimizer")
          .fact("expected", rule)
          .fact("found", expectedRule);
    }
    try {
      optimizer.load(state);
    } catch (StateMismatch wrong) {
      throw FormatException.of("checkpoint: the optimizer's state does not fit")
          .fact("entry", Archive.OPTIMIZER)
          .fact("reason", wrong.getMessage())
          .causedBy(wrong);
    }
  }

  /** Options without weights, such as a dropout rate, must be the same too. */
  private static void checkSameLayers(ModelFile.Description description, Layer model)
      throws FormatException {
    Optional<Architecture> here = architecture(model);
    if (here.isEmpty() || description.architecture().isEmpty()) {
      return;
    }
    JsonNode expected = here.get().toJson().path("layers");
    JsonNode found = description.architecture().get().toJson().path("layers");
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      if (!Objects.equals(expected.path(i), found.path(i))) {
        throw FormatException.of("checkpoint: another model")
            .fact("layer", i + 1)
            .fact("expected", expected.has(i) ? expected.get(i) : "no such layer")
            .fact("found", found.has(i) ? found.get(i) : "no such layer");
      }
    }
  }

  private static Fit fit(Fields fields) throws FormatException {
    fields.onlyThese(List.of(EPOCHS, BATCH_SIZE, EVALUATION_BATCH_SIZE, SEED));
    return new Fit(
        fields.positive(EPOCHS),
        fields.positive(BATCH_SIZE),
        fields.positive(EVALUATION_BATCH_SIZE),
        Seed.of(fields.whole(SEED)));
  }

  private static Optional<OpenEpoch> open(Archive archive, Fields training) throws IOException {
    if (!training.has(OPEN_EPOCH)) {
      return Optional.empty();
    }
    Fields fields = training.fields(OPEN_EPOCH);
    fields.onlyThese(List.of(NUMBER, BATCHES, BATCH_SIZE, EXAMPLES, SECONDS));
    double seconds = fields.number(SECONDS);
    if (!(seconds >= 0)) {
      throw FormatException.of("checkpoint: the epoch at hand took no time")
          .fact("field", OPEN_EPOCH + "." + SECONDS)
          .fact("expected", "at least 0")
          .fact("found", seconds);
    }
    return Optional.of(
        new OpenEpoch(
            fields.positive(NUMBER),
            fields.positive(BATCHES),
            fields.positive(BATCH_SIZE),
            fields.positive(EXAMPLES),
            seconds,
            archive.tensors(Archive.SUMS, _ -> {})));
  }

  private static SequencedMap<String, Tensor> memory(Archive archive) throws IOException {
    return archive.has(Archive.MEMORY)
        ? archive.tensors(Archive.MEMORY, _ -> {})
        : new LinkedHashMap<>();
  }

  private static History history(Fields fields) throws FormatException {
    fields.onlyThese(List.of(END, EPOCHS));
    List<Epoch> epochs = new ArrayList<>();
    for (Fields epoch : fields.objects(EPOCHS)) {
      epoch.onlyThese(List.of(NUMBER, VALUES));
      epochs.add(new Epoch(epoch.positive(NUMBER), epoch.fields(VALUES).allNumbers()));
    }
    return new History(epochs, fields.text(END));
  }
}
