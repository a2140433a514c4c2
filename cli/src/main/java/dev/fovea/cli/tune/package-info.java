/** What {@code fovea tune} does: trials side by side, and a folder that holds what they gave. */
@org.jspecify.annotations.NullMarked
package dev.fovea.cli.tune;
