/** What all readers share: files opened with suspicion, labels turned into classes. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.source;
