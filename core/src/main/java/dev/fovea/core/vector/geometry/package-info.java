/**
 * Index arithmetic without any data: which taps of a window meet which elements, strided and
 * repeated axes, division by constants, tables of moves. Uses nothing of the backend.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.geometry;
