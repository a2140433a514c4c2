package dev.fovea.nn.neighbour;

/**
 * An example near another.
 *
 * @param example its number among the known examples, from 0
 * @param distance how far it is
 */
public record Neighbour(int example, double distance) {}
