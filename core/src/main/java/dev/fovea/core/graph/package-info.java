/**
 * A program as data, and the interface of what runs it: a {@link dev.fovea.core.graph.Graph} of
 * operations, the {@link dev.fovea.core.graph.Backend} that compiles it, the {@link
 * dev.fovea.core.graph.Program} that comes out. A backend is found through {@link
 * dev.fovea.core.graph.BackendProvider}.
 *
 * <p>For backends. Uses {@code op} and {@code shape}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.graph;
