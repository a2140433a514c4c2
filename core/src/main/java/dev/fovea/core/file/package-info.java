/** Writing files whole or not at all, for all rooms of Fovea. */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.file;
