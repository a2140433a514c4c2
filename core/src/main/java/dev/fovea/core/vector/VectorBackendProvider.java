package dev.fovea.core.vector;

import dev.fovea.core.graph.Backend;
import dev.fovea.core.graph.BackendProvider;
import java.util.Optional;

/** Offers the Vector API backend where the incubating module is there. */
public final class VectorBackendProvider implements BackendProvider {
  private static final String MODULE = "jdk.incubator.vector";
  private static final int PREFERENCE = 10;

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int preference() {
    return PREFERENCE;
  }

  @Override
  public Optional<String> unavailable() {
    return ModuleLayer.boot().findModule(MODULE).isPresent()
        ? Optional.empty()
        : Optional.of(MODULE + " is not resolved; start with --add-modules " + MODULE);
  }

  @Override
  public Backend open() {
    return new VectorBackend();
  }
}
