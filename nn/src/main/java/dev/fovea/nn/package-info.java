/**
 * What a layer is: {@link dev.fovea.nn.Layer}, the {@link dev.fovea.nn.Pass} it is called in, the
 * names by which its parameters are found, replaced and summarized, and predictions of any layer.
 *
 * <p>For everyone, and for those who write layers of their own. Uses {@code core} alone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn;
