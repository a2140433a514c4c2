/** Zip files, read with suspicion and without unpacking. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.zip;
