/**
 * YAML with positions: documents, sections of typed keys, command-line overrides, templates with
 * choices. An error names the file, the line and the key. Knows nothing of networks or data.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.cli.yaml;
