package dev.fovea.core.vector.conv.winograd;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.PanelProducts;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution in the transformed domain. A task takes a block of tiles and a block of output
 * channels; for each block of input channels it transforms the tiles and the weights, multiplies
 * and adds up; then it transforms the sums back. What a task works on stays in the second cache:
 * transforming a tile or a weight again takes less time than fetching it transformed from farther
 * away. Only tiles that many blocks of output channels read, and weights that are few, are
 * transformed once, ahead.
 *
 * @param input the images and their tiles
 * @param output the images of the result
 * @param weights the weights
 * @param inVectors vectors of input channels of a block
 * @param outVectors vectors of output channels of a block
 * @param inputsAhead whether tiles are transformed once, for all blocks of output channels
 * @param weightsAhead whether weights are transformed once, for all blocks of tiles
 * @param shared {@link #sharedBytes}
 * @param worker {@link #workerBytes} for each worker
 */
record WinogradForward(
    WinogradImages input,
    WinogradImages output,
    WinogradWeights weights,
    int inVectors,
    int outVectors,
    boolean inputsAhead,
    boolean weightsAhead,
    Location shared,
    Location worker) {

  List<WholeStep> steps() {
    List<WholeStep> steps = new ArrayList<>();
    if (weightsAhead) {
      steps.add(new Weights(this));
    }
    if (inputsAhead) {
      steps.add(new Inputs(this));
    }
    steps.add(new Products(this));
    return steps;
  }

  long sharedBytes() {
    return (weightsAhead ? outBlocks() * inBlocks() * weightMatrices().bytes() : 0)
        + (inputsAhead ? tiles().blocks() * inBlocks() * inputMatrices().bytes() : 0);
  }

  long workerBytes() {
    return sumsAt() + sumMatrices().bytes();
  }

  private WinogradTiles tiles() {
    return input.tiles();
  }

  private int inChannels() {
    return input.images().channels();
  }

  private int inBlocks() {
    return Math.ceilDiv(inChannels(), inVectors * Lanes.COUNT);
  }

  private int outBlocks() {
    return Math.ceilDiv(output.images().channels(), outVectors * Lanes.COUNT);
  }

  /** Input channels of a block. */
  private int channels(int inBlock) {
    int wanted = inVectors * Lanes.COUNT;
    return Math.min(wanted, inChannels() - inBlock * wanted);
  }

  /** Vectors of output channels of a block. */
  private int vectors(int outBlock) {
    int all = Math.ceilDiv(output.images().channels(), Lanes.COUNT);
    return Math.min(outVectors, all - outBlock * outVectors);
  }

  private WinogradMatrices inputMatrices() {
    return new WinogradMatrices(tiles().tiles(), inVectors);
  }

  private WinogradMatrices weightMatrices() {
    return new WinogradMatrices(Math.min(inVectors * Lanes.COUNT, inChannels()), outVectors);
  }

  private WinogradMatrices sumMatrices() {
    return new WinogradMatrices(PanelProducts.room(tiles().tiles()), outVectors);
  }

  // A worker's memory: scratch of the transforms, inputs, weights, sums.

  private long inputsAt() {
    long images = Math.max(input.scratchBytes(), output.scratchBytes());
    return Memory.aligned(Math.max(images, WinogradWeights.scratchBytes()));
  }

  private long weightsAt() {
    return inputsAt() + (inputsAhead ? 0 : inputMatrices().bytes());
  }

  private long sumsAt() {
    return weightsAt() + (weightsAhead ? 0 : weightMatrices().bytes());
  }

  private long inputsOf(int worker, int block, int inBlock) {
    if (!inputsAhead) {
      return this.worker.at(worker, 0) + inputsAt();
    }
    long behind = weightsAhead ? outBlocks() * inBlocks() * weightMatrices().bytes() : 0;
    int number = block * inBlocks() + inBlock;
    return shared.offset() + behind + number * inputMatrices().bytes();
  }

  private long weightsOf(int worker, int outBlock, int inBlock) {
    if (!weightsAhead) {
      return this.worker.at(worker, 0) + weightsAt();
    }
    int number = outBlock * inBlocks() + inBlock;
    return shared.offset() + number * weightMatrices().bytes();
  }

  private void transformInputs(Memory memory, int worker, int block, int inBlock) {
    input.inputs(
        memory,
        block,
        inBlock * inVectors * Lanes.COUNT,
        Math.ceilDiv(channels(inBlock), Lanes.COUNT),
        memory.of(this.worker),
        this.worker.at(worker, 0),
        inputsOf(worker, block, inBlock),
        inputMatrices());
  }

  private void transformWeights(Memory memory, int worker, int outBlock, int inBlock) {
    weights.transform(
        memory,
        outBlock * outVectors * Lanes.COUNT,
        vectors(outBlock),
        inBlock * inVectors * Lanes.COUNT,
        channels(inBlock),
        memory.of(this.worker),
        this.worker.at(worker, 0),
        weightsOf(worker, outBlock, inBlock),
        weightMatrices().step());
  }

  private void products(Memory memory, int worker, int block, int outBlock) {
    MemorySegment work = memory.of(this.worker);
    WinogradMatrices inputs = inputMatrices();
    WinogradMatrices factors = weightMatrices();
    WinogradMatrices sums = sumMatrices();
    long to = this.worker.at(worker, 0) + sumsAt();
    for (int inBlock = 0; inBlock < inBlocks(); inBlock++) {
      if (!inputsAhead) {
        transformInputs(memory, worker, block, inBlock);
      }
      if (!weightsAhead) {
        transformWeights(memory, worker, outBlock, inBlock);
      }
      long a = inputsOf(worker, block, inBlock);
      long b = weightsOf(worker, outBlock, inBlock);
      for (int e = 0; e < WinogradMatrices.COUNT; e++) {
        PanelProducts.multiply(
            work,
            tiles().tilesOf(block),
            channels(inBlock),
            vectors(outBlock),
            a + e * inputs.step(),
            inputs.row(),
            Float.BYTES,
            b + e * factors.step(),
            to + e * sums.step(),
            sums.row(),
            inBlock > 0);
      }
    }
    output.outputs(
        memory,
        block,
        outBlock * outVectors * Lanes.COUNT,
        vectors(outBlock),
        work,
        this.worker.at(worker, 0),
        to,
        sums);
  }

  /** All weights, a task for each block of input and of output channels. */
  private record Weights(WinogradForward plan) implements WholeStep {
    @Override
    public int tasks() {
      return plan.outBlocks() * plan.inBlocks();
    }

    @Override
    public long cost() {
      return plan.weightMatrices().bytes() / Float.BYTES;
    }

    @Override
    public void run(Memory memory, int worker, int task) {
      plan.transformWeights(memory, worker, task / plan.inBlocks(), task % plan.inBlocks());
    }

    @Override
    public String describe() {
      return "transform %d×%d weights of 3×3 taps for tiles"
          .formatted(plan.weights.channelsOut(), plan.weights.channelsIn());
    }
  }

  /** All tiles, a task for each block of them and of input channels. */
  private record Inputs(WinogradForward plan) implements WholeStep {
    @Override
    public int tasks() {
      return plan.tiles().blocks() * plan.inBlocks();
    }

    @Override
    public long cost() {
      return plan.inputMatrices().bytes() / Float.BYTES;
    }

    @Override
    public void run(Memory memory, int worker, int task) {
      plan.transformInputs(memory, worker, task / plan.inBlocks(), task % plan.inBlocks());
    }

    @Override
    public String describe() {
      return "transform tiles of 6×6 pixels of %d channels".formatted(plan.inChannels());
    }
  }

  /** Products and the way back, a task for each block of tiles and of output channels. */
  private record Products(WinogradForward plan) implements WholeStep {
    @Override
    public int tasks() {
      return plan.tiles().blocks() * plan.outBlocks();
    }

    @Override
    public long cost() {
      double products = (double) plan.sumMatrices().bytes() / Float.BYTES * plan.inChannels();
      return (long) (2 * products / Lanes.COUNT);
    }

    @Override
    public void run(Memory memory, int worker, int task) {
      plan.products(memory, worker, task / plan.outBlocks(), task % plan.outBlocks());
    }

    @Override
    public String describe() {
      return "products of tiles and weights of 3×3 taps, %d→%d channels"
          .formatted(plan.inChannels(), plan.output.images().channels());
    }
  }
}
