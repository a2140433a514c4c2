/**
 * How layers make their parameters while a network is built: initial values, their sizes, and the
 * checks of the options that decide them. Not exported.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.param;
