/** Reference numbers made with PyTorch, read for tests. Knows nothing of tensors. */
@NullMarked
package dev.fovea.core.golden;

import org.jspecify.annotations.NullMarked;
