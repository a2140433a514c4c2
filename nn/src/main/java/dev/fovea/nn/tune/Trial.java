package dev.fovea.nn.tune;

/**
 * A point to be tried.
 *
 * @param number from 1; a trial keeps its number from round to round
 * @param epochs how many epochs it shall have been trained at the end of this round
 * @param point its settings
 */
public record Trial(int number, int epochs, Point point) {}
