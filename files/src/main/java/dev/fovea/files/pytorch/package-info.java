/**
 * PyTorch files: state dicts and tensors of {@code torch.save}, in and out.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.pytorch;
