/** Reader of CIFAR-10 in its binary form. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.cifar;
