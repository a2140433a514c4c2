/**
 * Activation layers: element-wise functions without parameters, PReLU with one, softmax along an
 * axis.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.activation;
