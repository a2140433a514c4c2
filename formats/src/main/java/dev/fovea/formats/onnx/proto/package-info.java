/** ONNX files as they are laid out: protobuf messages, read where they lie. */
@org.jspecify.annotations.NullMarked
package dev.fovea.formats.onnx.proto;
