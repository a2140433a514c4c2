/**
 * Searches for good settings: a space of them, a strategy, and a table of trials on the disk that
 * outlasts the process. What is tried is up to a function.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.tune;
