/**
 * The safetensors format, in and out.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.safetensors;
