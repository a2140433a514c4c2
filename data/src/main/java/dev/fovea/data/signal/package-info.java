/** Filters for images and other signals. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.signal;
