package dev.fovea.core.scalar;

import dev.fovea.core.graph.Backend;
import dev.fovea.core.graph.BackendProvider;
import java.util.Optional;

/** Offers the scalar backend, which runs everywhere and is chosen when nothing faster can run. */
public final class ScalarBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return ScalarBackend.NAME;
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Backend open() {
    return new ScalarBackend();
  }
}
