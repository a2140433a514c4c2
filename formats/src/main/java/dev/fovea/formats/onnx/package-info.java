/**
 * ONNX models, in and out.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats.onnx;
