package dev.fovea.plot.canvas;

/** A place on a drawing; y grows downwards. */
public record Point(double x, double y) {}
