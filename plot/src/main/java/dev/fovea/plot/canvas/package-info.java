/**
 * One description of a drawing, two outputs: {@link dev.fovea.plot.canvas.SvgWriter SVG} and {@link
 * dev.fovea.plot.canvas.PngWriter PNG}. Text is measured, and in PNG drawn, with outlines that this
 * module carries, so that no font of the machine is needed.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.plot.canvas;
