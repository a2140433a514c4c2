/**
 * What all containers of tensors share: element types, tensors in a file, errors.
 *
 * <p>For everyone who reads tensors, and for readers of further containers.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.files;
