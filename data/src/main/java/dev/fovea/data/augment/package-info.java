/**
 * Random changes of examples that differ from epoch to epoch: of images, and of signals.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.augment;
