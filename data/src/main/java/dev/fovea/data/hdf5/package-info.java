/** Reader of arrays in HDF5 files. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.hdf5;
