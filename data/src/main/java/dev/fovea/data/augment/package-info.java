/** Changes of examples that differ from epoch to epoch: of pictures, and of signals. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.augment;
