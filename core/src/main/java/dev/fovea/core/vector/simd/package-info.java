/**
 * The vectors of this machine and what can be done with a few of them in registers: their number of
 * lanes, transposes, sums over lanes by a fixed tree, random bits, copies. Every sum has a fixed
 * order and uses only operations that IEEE 754 defines to the bit, since interpreted and compiled
 * code may differ in others.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.simd;
