/** JSON as files hold it. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.json;
