package dev.fovea.core.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The golden files of one module.
 *
 * <p>A module's resources are closed to others, so each module says how its own are opened, with a
 * method reference written inside that module: {@code
 * Goldens.from(MyTest.class::getResourceAsStream)}.
 */
public final class Goldens {

  private final Function<String, @Nullable InputStream> resources;

  private Goldens(Function<String, @Nullable InputStream> resources) {
    this.resources = resources;
  }

  /** The goldens of core's ops; may be used from other modules too. */
  public static Goldens ofCore() {
    return from(Goldens.class::getResourceAsStream);
  }

  /**
   * The goldens that lie under {@code /goldens/} of a module.
   *
   * @param resources opens a resource of that module, or gives null where there is none
   */
  public static Goldens from(Function<String, @Nullable InputStream> resources) {
    return new Goldens(resources);
  }

  /** The cases of a family of ops, such as {@code convolution}. */
  public List<Case> cases(String family) {
    return Json.list(read(family), Case::of);
  }

  /** The cases of one op of a family; an error where there is none, so that no test runs empty. */
  public List<Case> cases(String family, String op) {
    List<Case> cases = cases(family).stream().filter(c -> c.op().equals(op)).toList();
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("goldens '%s' have no op '%s'".formatted(family, op));
    }
    return cases;
  }

  /** Six steps of each optimizer. */
  public List<OptimizerCase> optimizers() {
    return Json.list(read("optimizer"), OptimizerCase::of);
  }

  /** Gradients before and after clipping. */
  public List<ClippingCase> clippings() {
    return Json.list(read("clipping"), ClippingCase::of);
  }

  /** Learning rates of each schedule. */
  public List<ScheduleCase> schedules() {
    return Json.list(read("schedule"), ScheduleCase::of);
  }

  /** How parameters of each layer are drawn at first. */
  public List<InitializationCase> initializations() {
    return Json.list(read("initialization"), InitializationCase::of);
  }

  /** Ten steps of the whole digit network. */
  public MnistCnn mnistCnn() {
    return MnistCnn.of(read("mnist-cnn"));
  }

  private JsonNode read(String file) {
    String name = "/goldens/" + file + ".json.gz";
    try (InputStream stream = resources.apply(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no golden file " + name);
      }
      try (InputStream text = new GZIPInputStream(stream)) {
        return JsonMapper.shared().readTree(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
