/**
 * Writes Java source before {@code core} is compiled: register tiles, each from a description.
 *
 * <p>Rule: the JDK alone, the same bytes each time; run from source by the build, never packed. For
 * those who change what tiles look like.
 */
package dev.fovea.core.generator;
