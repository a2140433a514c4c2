/** Files as bytes, and bytes as numbers. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.bytes;
