/** Models in and out of ONNX files. */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats.onnx;
