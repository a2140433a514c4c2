/**
 * Element-wise chains, each one generated loop: an element is loaded once, goes through all
 * operations of the chain in registers, and is stored once. The byte code of a loop is made for its
 * chain ({@code java.lang.classfile}).
 *
 * <p>Loop order: vectors of the result in order, operations within. Uses {@code run} and {@code
 * simd}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.loop;
