/** Data sets, readers, loaders, splits and transforms. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data;
