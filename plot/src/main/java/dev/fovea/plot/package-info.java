/**
 * The pictures of a training run: {@link dev.fovea.plot.LearningCurves}, {@link
 * dev.fovea.plot.ImageGrid}, {@link dev.fovea.plot.ClassHistogram}, {@link
 * dev.fovea.plot.ConfusionMatrixChart}, {@link dev.fovea.plot.Filters}, {@link
 * dev.fovea.plot.Activations}, {@link dev.fovea.plot.LineChart} and {@link dev.fovea.plot.TwoAxes}.
 * Each is a {@link dev.fovea.plot.Chart} and can be saved as SVG or PNG; none needs a font or a
 * display of the machine.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.plot;
