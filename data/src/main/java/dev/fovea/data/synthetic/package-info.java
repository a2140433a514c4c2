/** Data sets drawn by this library itself: they need no download. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.synthetic;
