package dev.fovea.core;

import dev.fovea.core.graph.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;

/** The backends that can run here, by name. */
final class Backends {
  private Backends() {}

  static List<String> all() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.unavailable().isEmpty())
        .map(BackendProvider::name)
        .sorted()
        .toList();
  }

  /** All but the specification. */
  static List<String> others() {
    return all().stream().filter(name -> !name.equals("scalar")).toList();
  }
}
