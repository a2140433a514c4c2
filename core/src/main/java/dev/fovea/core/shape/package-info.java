/**
 * What an array is: its sizes, its element type, its memory, the geometry of a window that slides
 * over it, and the error that says what does not fit.
 *
 * <p>For everyone. Uses nothing else of this module.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.shape;
