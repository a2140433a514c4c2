/** Reader of tables of comma-separated values. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.csv;
