/** A training from its configuration to the folder it leaves behind. */
@org.jspecify.annotations.NullMarked
package dev.fovea.cli.run;
