/**
 * Keras models: {@code .h5} of versions 1 and 2 and of tf.keras, {@code .keras} of version 3.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats.keras;
