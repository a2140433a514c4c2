/**
 * Searches for good settings: a space, a strategy, and a table of trials on the disk that outlasts
 * the process. What a trial does is a function of the caller.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.tune;
