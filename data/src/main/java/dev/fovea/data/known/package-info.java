/**
 * The public data sets and weights that the recipes use: what they are, where their files come from
 * and where they are expected, and how to fetch them.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.known;
