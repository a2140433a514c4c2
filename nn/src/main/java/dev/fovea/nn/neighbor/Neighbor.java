package dev.fovea.nn.neighbor;

/**
 * An example near another.
 *
 * @param example its number among the known examples, from 0
 * @param distance how far it is
 */
public record Neighbor(int example, double distance) {}
