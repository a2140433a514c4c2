/**
 * Networks made of layers: {@link dev.fovea.nn.network.Sequential} infers sizes as it is built,
 * {@link dev.fovea.nn.network.GraphNetwork} joins branches by name.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.network;
