/**
 * Reader of data sets in HDF5 files.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.hdf5;
