/** Metrics: exact figures over all examples, worked out on the host. */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.metric;
