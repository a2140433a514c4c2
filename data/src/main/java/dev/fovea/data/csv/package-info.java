/**
 * Reader of tables of comma-separated values.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.csv;
