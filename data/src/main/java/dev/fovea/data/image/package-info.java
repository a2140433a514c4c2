/**
 * Reader of images, and of folders of images.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.image;
