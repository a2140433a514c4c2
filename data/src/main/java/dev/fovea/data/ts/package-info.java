/**
 * Reader of time series in the {@code .ts} files of the UCR and UEA archives.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.ts;
