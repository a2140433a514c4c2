package dev.fovea.core.vector.conv.winograd;

import dev.fovea.core.vector.conv.AddParts;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.PanelProducts;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a convolution in its weights, in the transformed domain: tiles of 4×4 gradients
 * of the outputs take the part of taps, and products are added up over the tiles of all examples. A
 * task takes a block of input and one of output channels, and a run of blocks of tiles; the sums of
 * several runs are added up at the end, in their order. Tiles that several blocks of the other
 * side's channels read are transformed once, ahead.
 *
 * @param input the images and their tiles
 * @param gradient the gradients of the outputs
 * @param weights where the result goes
 * @param inVectors vectors of input channels of a block
 * @param outVectors vectors of output channels of a block
 * @param blocksInRun blocks of tiles of a run
 * @param shared {@link #sharedBytes}
 * @param worker {@link #workerBytes} for each worker
 */
record WinogradWeightGradient(
    WinogradImages input,
    WinogradImages gradient,
    WinogradWeights weights,
    int inVectors,
    int outVectors,
    int blocksInRun,
    Location shared,
    Location worker) {

  List<WholeStep> steps() {
    List<WholeStep> steps = new ArrayList<>();
    if (inputsAhead()) {
      steps.add(new Inputs(this));
    }
    if (gradientsAhead()) {
      steps.add(new Gradients(this));
    }
    steps.add(new Products(this));
    if (runs() > 1) {
      steps.add(new AddParts(weightCount(), runs(), parts(), weights.source()));
    }
    return steps;
  }

  long sharedBytes() {
    return partsAt() + (runs() > 1 ? runs() * partBytes() : 0);
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

  private int outChannels() {
    return gradient.images().channels();
  }

  private int inBlocks() {
    return Math.ceilDiv(inChannels(), inVectors * Lanes.COUNT);
  }

  private int outBlocks() {
    return Math.ceilDiv(outChannels(), outVectors * Lanes.COUNT);
  }

  private boolean inputsAhead() {
    return outBlocks() > 1;
  }

  private boolean gradientsAhead() {
    return inBlocks() > 1;
  }

  private int runs() {
    return Math.ceilDiv(tiles().blocks(), blocksInRun);
  }

  private int weightCount() {
    return inChannels() * outChannels() * WinogradTransforms.TAPS * WinogradTransforms.TAPS;
  }

  private long partBytes() {
    return Memory.aligned((long) weightCount() * Float.BYTES);
  }

  private Location parts() {
    return shared.plus(partsAt()).steppingBy(partBytes());
  }

  /** Input channels of a block. */
  private int channels(int inBlock) {
    int wanted = inVectors * Lanes.COUNT;
    return Math.min(wanted, inChannels() - inBlock * wanted);
  }

  /** Vectors of output channels of a block. */
  private int vectors(int outBlock) {
    int all = Math.ceilDiv(outChannels(), Lanes.COUNT);
    return Math.min(outVectors, all - outBlock * outVectors);
  }

  private WinogradMatrices inputMatrices() {
    return new WinogradMatrices(tiles().tiles(), inVectors);
  }

  private WinogradMatrices gradientMatrices() {
    return new WinogradMatrices(tiles().tiles(), outVectors);
  }

  private WinogradMatrices sumMatrices() {
    int channels = Math.min(inVectors * Lanes.COUNT, inChannels());
    return new WinogradMatrices(PanelProducts.room(channels), outVectors);
  }

  // Shared memory: transformed inputs, transformed gradients, parts of the result.

  private long gradientsAhead(int block) {
    long inputs = inputsAhead() ? tiles().blocks() * inBlocks() * inputMatrices().bytes() : 0;
    return inputs + block * gradientMatrices().bytes();
  }

  private long partsAt() {
    return gradientsAhead(gradientsAhead() ? tiles().blocks() * outBlocks() : 0);
  }

  // A worker's memory: scratch of the transforms, inputs, gradients, sums.

  private long inputsAt() {
    long images = Math.max(input.scratchBytes(), gradient.scratchBytes());
    return Memory.aligned(Math.max(images, WinogradWeights.scratchBytes()));
  }

  private long gradientsAt() {
    return inputsAt() + (inputsAhead() ? 0 : inputMatrices().bytes());
  }

  private long sumsAt() {
    return gradientsAt() + (gradientsAhead() ? 0 : gradientMatrices().bytes());
  }

  private long inputsOf(int worker, int block, int inBlock) {
    return inputsAhead()
        ? shared.offset() + (block * inBlocks() + inBlock) * inputMatrices().bytes()
        : this.worker.at(worker, 0) + inputsAt();
  }

  private long gradientsOf(int worker, int block, int outBlock) {
    return gradientsAhead()
        ? shared.offset() + gradientsAhead(block * outBlocks() + outBlock)
        : this.worker.at(worker, 0) + gradientsAt();
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

  private void transformGradients(Memory memory, int worker, int block, int outBlock) {
    gradient.gradients(
        memory,
        block,
        outBlock * outVectors * Lanes.COUNT,
        vectors(outBlock),
        memory.of(this.worker),
        this.worker.at(worker, 0),
        gradientsOf(worker, block, outBlock),
        gradientMatrices().step());
  }

  private void products(Memory memory, int worker, int run, int inBlock, int outBlock) {
    MemorySegment work = memory.of(this.worker);
    WinogradMatrices inputs = inputMatrices();
    WinogradMatrices gradients = gradientMatrices();
    WinogradMatrices sums = sumMatrices();
    long to = this.worker.at(worker, 0) + sumsAt();
    int first = run * blocksInRun;
    for (int block = first; block < Math.min(tiles().blocks(), first + blocksInRun); block++) {
      if (!inputsAhead()) {
        transformInputs(memory, worker, block, inBlock);
      }
      if (!gradientsAhead()) {
        transformGradients(memory, worker, block, outBlock);
      }
      long a = inputsOf(worker, block, inBlock);
      long b = gradientsOf(worker, block, outBlock);
      for (int e = 0; e < WinogradMatrices.COUNT; e++) {
        PanelProducts.multiply(
            work,
            channels(inBlock),
            tiles().tilesOf(block),
            vectors(outBlock),
            a + e * inputs.step(),
            Float.BYTES,
            inputs.row(),
            b + e * gradients.step(),
            to + e * sums.step(),
            sums.row(),
            block > first);
      }
    }
    weights.gradients(
        memory,
        outBlock * outVectors * Lanes.COUNT,
        vectors(outBlock),
        inBlock * inVectors * Lanes.COUNT,
        channels(inBlock),
        work,
        this.worker.at(worker, 0),
        to,
        sums,
        runs() > 1 ? parts() : weights.source(),
        run);
  }

  /** All tiles of inputs, a task for each block of them and of input channels. */
  private record Inputs(WinogradWeightGradient plan) implements WholeStep {
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

  /** All tiles of gradients, a task for each block of them and of output channels. */
  private record Gradients(WinogradWeightGradient plan) implements WholeStep {
    @Override
    public int tasks() {
      return plan.tiles().blocks() * plan.outBlocks();
    }

    @Override
    public long cost() {
      return plan.gradientMatrices().bytes() / Float.BYTES;
    }

    @Override
    public void run(Memory memory, int worker, int task) {
      plan.transformGradients(memory, worker, task / plan.outBlocks(), task % plan.outBlocks());
    }

    @Override
    public String describe() {
      return "transform tiles of 4×4 gradients of %d channels".formatted(plan.outChannels());
    }
  }

  /** Products and the way back, a task for each run and block of input and of output channels. */
  private record Products(WinogradWeightGradient plan) implements WholeStep {
    @Override
    public int tasks() {
      return plan.runs() * plan.inBlocks() * plan.outBlocks();
    }

    @Override
    public long cost() {
      double products =
          (double) plan.sumMatrices().bytes()
              / Float.BYTES
              * plan.tiles().tiles()
              * plan.blocksInRun;
      return (long) (2 * products / Lanes.COUNT);
    }

    @Override
    public void run(Memory memory, int worker, int task) {
      int outBlock = task % plan.outBlocks();
      int rest = task / plan.outBlocks();
      plan.products(memory, worker, rest / plan.inBlocks(), rest % plan.inBlocks(), outBlock);
    }

    @Override
    public String describe() {
      return "products of tiles and their gradients, %d→%d channels, %d runs"
          .formatted(plan.inChannels(), plan.outChannels(), plan.runs());
    }
  }
}
