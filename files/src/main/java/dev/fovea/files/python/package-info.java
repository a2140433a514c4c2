/**
 * Python's values, literals and pickles, read without running anything.
 *
 * <p>For readers of files that Python wrote.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.python;
