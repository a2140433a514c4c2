/**
 * Reader and writer of idx files, the format of MNIST and its relatives.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.idx;
