/**
 * Reader of CIFAR-10 in its binary form.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.cifar;
