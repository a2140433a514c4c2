/** The goldens of this module, read for tests. */
@NullMarked
package dev.fovea.nn.golden;

import org.jspecify.annotations.NullMarked;
