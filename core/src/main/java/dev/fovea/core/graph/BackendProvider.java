package dev.fovea.core.graph;

import java.util.Optional;

/** Offers a {@link Backend}; found through {@link java.util.ServiceLoader}. */
public interface BackendProvider {
  /** The name of the backend. */
  String name();

  /** Who is chosen when nobody is asked for by name: the available one with the largest number. */
  int preference();

  /** Why this backend cannot run here, with what would help; empty if it can. */
  Optional<String> unavailable();

  /** The backend; only called if it can run here. */
  Backend open();
}
