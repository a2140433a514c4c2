/** The rules of the house, as tests. */
@NullMarked
package dev.fovea.architecture;

import org.jspecify.annotations.NullMarked;
