/** The {@code fovea} command: the only room that prints or exits. */
@org.jspecify.annotations.NullMarked
package dev.fovea.cli;
