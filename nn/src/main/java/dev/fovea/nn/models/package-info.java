/**
 * Networks of the literature, with the parameter names of the files in which their weights are
 * published.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.models;
