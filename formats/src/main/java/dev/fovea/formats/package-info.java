/** Models in and out of files. */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats;
