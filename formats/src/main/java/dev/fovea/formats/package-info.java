/**
 * Models in and out of files: the {@code .fovea} model file, checkpoints, weights of any container.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats;
