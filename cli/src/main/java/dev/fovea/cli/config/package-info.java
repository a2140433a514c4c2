/** What a user writes down about a training: network, data, optimizer and the rest, as YAML. */
@org.jspecify.annotations.NullMarked
package dev.fovea.cli.config;
