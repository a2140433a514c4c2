package dev.fovea.formats;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.TensorSource;
import dev.fovea.nn.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Weights by name, from a file of any {@linkplain Container kind}, on their way into a network.
 *
 * <pre>{@code
 * Weights.read(Path.of("resnet20.th")).stateDict().into(ResNetCifar.of(20, 10, Seed.of(1)));
 *
 * LoadReport report =
 *     Weights.read(file).rename("^encoder\\.", "body.").without("^fc\\.").fittingInto(network);
 * }</pre>
 *
 * @param tensors the weights by name, in the order of the file
 */
public record Weights(NamedTensors tensors) {
  private static final List<String> STATE_DICTS = List.of("state_dict.", "model_state_dict.");
  private static final String DATA_PARALLEL = "module.";
  private static final String COUNTER = "num_batches_tracked";

  /**
   * Reads all tensors of a file.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static Weights read(Path file) throws IOException {
    try (TensorSource source = Container.of(file).open(file)) {
      return new Weights(
          NamedTensors.of(source.contents().read()).metadata(source.contents().metadata()));
    }
  }

  /** Weights in memory. */
  public static Weights of(SequencedMap<String, Tensor> tensors) {
    return new Weights(NamedTensors.of(tensors));
  }

  // ---- names ----

  /**
   * The model's part of a checkpoint: what stands under {@code state_dict} or {@code
   * model_state_dict}, or else everything; without the {@code module.} that PyTorch's {@code
   * DataParallel} puts in front of every name.
   */
  public Weights stateDict() {
    Weights model =
        STATE_DICTS.stream()
            .filter(prefix -> names().stream().anyMatch(name -> name.startsWith(prefix)))
            .findFirst()
            .map(this::under)
            .orElse(this);
    boolean isParallel = model.names().stream().allMatch(name -> name.startsWith(DATA_PARALLEL));
    return isParallel ? model.under(DATA_PARALLEL) : model;
  }

  /** Those whose names start so, without this start. */
  public Weights under(String prefix) {
    return only(name -> name.startsWith(prefix)).named(name -> name.substring(prefix.length()));
  }

  /**
   * Every part of a name that matches is replaced.
   *
   * @param regex a regular expression, such as {@code ^module\.}
   * @param replacement what takes its place; {@code $1} stands for the first group
   * @throws IllegalArgumentException if two tensors would have the same name
   */
  public Weights rename(String regex, String replacement) {
    Pattern pattern = Pattern.compile(regex);
    return named(name -> pattern.matcher(name).replaceAll(replacement));
  }

  /**
   * All but those whose names hold a match.
   *
   * @param regex a regular expression, such as {@code ^fc\.}
   */
  public Weights without(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return only(name -> !pattern.matcher(name).find());
  }

  private List<String> names() {
    return List.copyOf(tensors.tensors().sequencedKeySet());
  }

  private Weights only(Predicate<String> wanted) {
    SequencedMap<String, StoredTensor> kept = new LinkedHashMap<>(tensors.tensors());
    kept.keySet().removeIf(name -> !wanted.test(name));
    return new Weights(new NamedTensors(kept, tensors.metadata()));
  }

  private Weights named(UnaryOperator<String> how) {
    SequencedMap<String, StoredTensor> renamed = new LinkedHashMap<>();
    tensors
        .tensors()
        .forEach((name, tensor) -> {
          if (renamed.put(how.apply(name), tensor) != null) {
            throw new IllegalArgumentException(
                "rename: two tensors would be called " + how.apply(name) + "; one is " + name);
          }
        });
    return new Weights(new NamedTensors(renamed, tensors.metadata()));
  }

  // ---- into a network ----

  /**
   * Overwrites the parameters and buffers of a network, all or none. Floating-point numbers take
   * the width of the parameter.
   *
   * @throws FormatException listing what is missing, unexpected or of another shape; nothing is
   *     changed then
   */
  public LoadReport into(Layer network) throws IOException {
    LoadReport report = compare(network);
    if (!report.isComplete()) {
      throw FormatException.of("weights: they do not fit the network").fact("report", report);
    }
    assign(network, report);
    return report;
  }

  /**
   * Overwrites those parameters and buffers of a network that fit; the report says which do not.
   */
  public LoadReport fittingInto(Layer network) throws IOException {
    LoadReport report = compare(network);
    assign(network, report);
    return report;
  }

  private LoadReport compare(Layer network) {
    SequencedMap<String, Param> state = network.stateDict();
    List<String> loaded = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> counters = new ArrayList<>();
    List<LoadReport.Mismatch> mismatched = new ArrayList<>();
    state.forEach((path, parameter) -> {
      StoredTensor tensor = tensors.tensors().get(path);
      if (tensor == null) {
        (path.endsWith(COUNTER) ? counters : missing).add(path);
      } else if (fits(tensor, parameter)) {
        loaded.add(path);
      } else {
        mismatched.add(
            new LoadReport.Mismatch(
                path,
                parameter.shape() + " " + parameter.dtype(),
                tensor.shape() + " " + tensor.type().label()));
      }
    });
    List<String> unexpected = names().stream().filter(name -> !state.containsKey(name)).toList();
    return new LoadReport(loaded, missing, unexpected, mismatched, counters);
  }

  private static boolean fits(StoredTensor tensor, Param parameter) {
    DType found = tensor.type().dtype();
    return tensor.shape().equals(parameter.shape())
        && (found == parameter.dtype() || (found.isFloating() && parameter.dtype().isFloating()));
  }

  private void assign(Layer network, LoadReport report) throws IOException {
    Map<String, Tensor> values = new LinkedHashMap<>();
    SequencedMap<String, Param> state = network.stateDict();
    for (String path : report.loaded()) {
      Param parameter = Objects.requireNonNull(state.get(path), path);
      Tensor value = Objects.requireNonNull(tensors.tensors().get(path), path).read();
      values.put(path, value.dtype() == parameter.dtype() ? value : value.to(parameter.dtype()));
    }
    values.forEach((path, value) -> Objects.requireNonNull(state.get(path), path).assign(value));
  }
}
