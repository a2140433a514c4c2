/**
 * The scalar backend: every operation as the plainest loop that follows its formula. It is the
 * specification that other backends are held against.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.scalar;
