/** What all containers of tensors share: element types, tensors in a file, errors. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files;
