package dev.fovea.core.vector.plan;

import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.conv.columns.ColumnsConvolution;
import dev.fovea.core.vector.conv.direct.DirectConvolution;
import dev.fovea.core.vector.conv.fourier.FourierConvolution;
import dev.fovea.core.vector.conv.winograd.WinogradConvolution;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cheapest way to compute each convolution of a graph; convolutions of equal sizes share it.
 */
final class ConvolutionChoice {
  private record Priced(ConvolutionAlgorithm algorithm, double cost) {
    static Priced of(ConvolutionAlgorithm algorithm) {
      return new Priced(algorithm, algorithm.cost());
    }
  }

  private final Map<ConvolutionSizes, Optional<Priced>> known = new HashMap<>();

  /** The algorithm for these sizes; none if there are no examples. */
  Optional<ConvolutionAlgorithm> algorithm(ConvolutionSizes sizes) {
    return priced(sizes).map(Priced::algorithm);
  }

  /** What it costs, as {@link ConvolutionAlgorithm#cost} has it; infinite if there is none. */
  double cost(ConvolutionSizes sizes) {
    return priced(sizes).map(Priced::cost).orElse(Double.POSITIVE_INFINITY);
  }

  private Optional<Priced> priced(ConvolutionSizes sizes) {
    return known.computeIfAbsent(sizes, ConvolutionChoice::cheapest);
  }

  /** Where two cost the same: direct before Winograd before columns before Fourier. */
  private static Optional<Priced> cheapest(ConvolutionSizes sizes) {
    if (sizes.examples() == 0) {
      return Optional.empty();
    }
    return Stream.of(
            DirectConvolution.of(sizes),
            WinogradConvolution.of(sizes),
            ColumnsConvolution.of(sizes))
        .flatMap(Optional::stream)
        .map(Priced::of)
        .min(Comparator.comparingDouble(Priced::cost))
        .map(best -> FourierConvolution.of(sizes, best.cost()).map(Priced::of).orElse(best));
  }
}
