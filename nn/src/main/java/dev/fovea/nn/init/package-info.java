/**
 * How parameters start: PyTorch's and Keras' initializers, and the shapes and fans they need.
 *
 * <p>For everyone who writes layers.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.init;
