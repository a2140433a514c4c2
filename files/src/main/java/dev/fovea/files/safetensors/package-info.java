/** The safetensors format. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.safetensors;
