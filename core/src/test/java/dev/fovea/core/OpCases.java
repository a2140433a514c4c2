package dev.fovea.core;

import java.util.List;
import java.util.stream.Stream;

/** The one list of cases. */
final class OpCases {
  private OpCases() {}

  static List<OpCase> all() {
    return Stream.of(
            ElementwiseCases.all(),
            ReductionCases.all(),
            RearrangementCases.all(),
            ProductCases.all(),
            WindowCases.all())
        .flatMap(cases -> cases)
        .toList();
  }
}
