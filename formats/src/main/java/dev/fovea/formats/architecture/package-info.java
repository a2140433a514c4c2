/** Networks as JSON or YAML: layers by type name and named options, there and back. */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats.architecture;
