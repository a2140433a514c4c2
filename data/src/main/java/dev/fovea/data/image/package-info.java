/** Reader of pictures, and of folders of them. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.image;
