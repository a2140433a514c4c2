/**
 * Networks of the literature, with the parameter names of the files in which they are passed on.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.models;
