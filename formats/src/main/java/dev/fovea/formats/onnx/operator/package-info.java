/** The operators of ONNX in terms of tensors. */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats.onnx.operator;
