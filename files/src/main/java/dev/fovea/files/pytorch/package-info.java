/** Files of PyTorch. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.pytorch;
