/**
 * The public data sets and weights that the recipes use: what they are, where their files come
 * from, where they are expected, and how to fetch them.
 *
 * <p>For everyone; the {@code fovea data} command is built on it.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.known;
