/**
 * The {@code data} section of a configuration: formats, parts of a data set, how examples are
 * prepared and augmented, what is held out. One class per format.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.cli.dataset;
