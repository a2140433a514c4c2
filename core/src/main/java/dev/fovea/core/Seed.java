package dev.fovea.core;

import dev.fovea.core.op.CounterRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Where all randomness comes from. A seed splits into independent named streams, so that adding a
 * use of chance in one place does not change another.
 *
 * @param value any number
 */
public record Seed(long value) {
  /** The seed of this number. */
  public static Seed of(long value) {
    return new Seed(value);
  }

  /** The seed of a named part, such as {@code init}, {@code shuffle} or {@code dropout}. */
  public Seed split(String name) {
    long mixed = value;
    for (int i = 0; i < name.length(); i++) {
      mixed = CounterRandom.key(mixed, name.charAt(i) + 1L);
    }
    return new Seed(CounterRandom.key(mixed, name.length()));
  }

  /** The seed of a numbered part, such as an epoch. */
  public Seed split(long index) {
    return new Seed(CounterRandom.key(value, index));
  }

  /** A generator that starts here: the same numbers on every machine. */
  public RandomGenerator generator() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(value);
  }
}
