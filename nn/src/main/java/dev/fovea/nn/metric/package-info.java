/**
 * Metrics: exact values over all examples, computed on the host.
 *
 * <p>For everyone, and for those who write metrics of their own.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.metric;
