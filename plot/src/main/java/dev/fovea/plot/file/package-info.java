/** Writing files whole or not at all. */
@org.jspecify.annotations.NullMarked
package dev.fovea.plot.file;
