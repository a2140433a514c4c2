/**
 * Networks as JSON or YAML: layers by type name and named options, there and back.
 *
 * <p>For everyone who configures networks, and for tools.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats.architecture;
