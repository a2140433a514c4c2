/** Python's values, its literals and its pickles, without running anything. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.python;
