/** Short programs that read like the tutorials they follow. */
@org.jspecify.annotations.NullMarked
package dev.fovea.examples;
