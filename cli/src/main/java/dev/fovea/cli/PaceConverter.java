package dev.fovea.cli;

import dev.fovea.nn.train.Pace;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 60s}, {@code 500} (steps) or {@code epoch}. */
final class PaceConverter implements ITypeConverter<Pace> {
  private static final Pattern NUMBER = Pattern.compile("([1-9]\\d{0,8})(s?)");

  @Override
  public Pace convert(String text) {
    if (text.equals("epoch")) {
      return new Pace.EpochsOnly();
    }
    Matcher parts = NUMBER.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "expected seconds such as 60s, steps such as 500, or epoch, but was " + text);
    }
    int number = Integer.parseInt(parts.group(1));
    return parts.group(2).isEmpty()
        ? new Pace.Steps(number)
        : new Pace.Elapsed(Duration.ofSeconds(number));
  }
}
