package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.Elementwise;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.conv.ConvolutionPlan;
import dev.fovea.core.vector.conv.blocked.BlockedConvolution;
import dev.fovea.core.vector.conv.blocked.CombineWeightGradient;
import dev.fovea.core.vector.geometry.Repeats;
import dev.fovea.core.vector.geometry.Strided;
import dev.fovea.core.vector.loop.BlockedChain;
import dev.fovea.core.vector.loop.Chain;
import dev.fovea.core.vector.loop.ChainStep;
import dev.fovea.core.vector.loop.Operand;
import dev.fovea.core.vector.matmul.Product;
import dev.fovea.core.vector.move.FillBlock;
import dev.fovea.core.vector.move.FillStep;
import dev.fovea.core.vector.move.LoadBlock;
import dev.fovea.core.vector.move.MoveStep;
import dev.fovea.core.vector.move.RepeatIntoBlock;
import dev.fovea.core.vector.move.StoreBlock;
import dev.fovea.core.vector.reduce.CombineSums;
import dev.fovea.core.vector.reduce.SumOverBatch;
import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Buffer;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.VectorProgram;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a graph: lowers each fusion group once, to steps on buffers without a place; finds from
 * what the groups declare when each buffer is in use; and gives the buffers their places.
 */
public final class Planner {
  /** A blocked value may be loaded in several stages. */
  private record BlockKey(int root, int time) {}

  private final Graph graph;
  private final List<Graph.Node> nodes;
  private final Placement placement;
  private final Schedule schedule;
  private final InPlace inPlace;
  private final Uses users;
  private final Batch batch;
  private final int threads;
  private final BlockedLowering lowering;
  private final RowMajorLowering rowMajor;

  /** Where each value lies row by row, by its root; of products in a chain, the rows at hand. */
  private final Map<Integer, Location> rows = new HashMap<>();

  private final Map<Integer, Location> packed = new HashMap<>();
  private final Map<Integer, Location> partial = new HashMap<>();
  private final Map<BlockKey, Location> blocks = new HashMap<>();
  private final Map<Integer, Integer> parameterBases = new HashMap<>();

  public Planner(Graph graph, int threads) {
    this.graph = graph;
    this.nodes = graph.nodes();
    this.threads = threads;
    this.rowMajor = new RowMajorLowering(nodes);
    this.placement = new Placement(graph, rowMajor);
    this.users = new Uses(graph, placement);
    this.schedule = new Schedule(graph, placement, users, rowMajor);
    this.inPlace = new InPlace(graph, placement, schedule);
    this.batch = new Batch(placement.examples());
    this.lowering = new BlockedLowering(nodes, batch);
  }

  /** The program, ready to run. */
  public VectorProgram program() {
    Plan plan = plan();
    long bytes = new BufferAssignment(batch.blocks(), threads).place(plan);
    Memory memory = new Memory(bytes, plan.parameters(), plan.onHeap());
    for (int v = 0; v < nodes.size(); v++) {
      if (nodes.get(v).op() instanceof Fill fill && placement.formOf(v) == Form.ON_HEAP) {
        Arrays.fill(memory.onHeap(v), fill.value());
      }
    }
    return new VectorProgram(
        memory,
        plan.stages().stream().map(Planner::stage).toList(),
        batch,
        threads,
        plan.bindings(),
        plan.results(),
        plan.writes());
  }

  private static VectorProgram.Stage stage(PlannedStage stage) {
    return switch (stage) {
      case PlannedStage.PerBlock(List<PlannedSteps<BlockStep>> groups) ->
          new VectorProgram.Stage.PerBlock(steps(groups));
      case PlannedStage.Whole(List<PlannedSteps<WholeStep>> groups) ->
          new VectorProgram.Stage.Whole(steps(groups));
    };
  }

  private static <S> List<S> steps(List<PlannedSteps<S>> groups) {
    return groups.stream().flatMap(group -> group.steps().stream()).toList();
  }

  /** The program as data. */
  Plan plan() {
    for (int v : graph.leaves()) {
      if (nodes.get(v).op() instanceof Leaf leaf
          && leaf.kind() == Leaf.Kind.PARAMETER
          && nodes.get(v).dtype() == DType.FLOAT32
          && placement.formOf(v) != Form.ON_HEAP) {
        int base = 1 + parameterBases.size();
        parameterBases.put(v, base);
        rows.put(v, Location.known(base, 0));
      }
    }
    Operands inputs = new Operands();
    List<VectorProgram.Binding> bindings = leafBindings(inputs);
    List<PlannedStage> stages = stages();
    Operands outputs = new Operands();
    List<VectorProgram.Value> results =
        graph.results().stream().map(v -> value(v, outputs)).toList();
    List<VectorProgram.Overwrite> writes =
        graph.writes().stream()
            .filter(write -> !inPlace.isDone(write))
            .map(write -> new VectorProgram.Overwrite(write.leaf(), value(write.node(), outputs)))
            .toList();
    return new Plan(
        stages,
        bindings,
        results,
        writes,
        inputs.of(List.of()).writes(),
        outputs.of(List.of()).reads(),
        onHeap(),
        parameterBases.size());
  }

  private List<PlannedStage> stages() {
    List<PlannedStage> stages = new ArrayList<>();
    for (int time = 0; time < schedule.times().size(); time++) {
      List<FusionGroup> units = schedule.times().get(time);
      if (time % 2 == 0) {
        List<PlannedSteps<WholeStep>> groups = new ArrayList<>();
        combine(time, groups);
        for (FusionGroup unit : units) {
          Operands operands = new Operands();
          groups.add(operands.of(wholeSteps(unit, operands)));
        }
        packAfter(time, groups);
        groups.removeIf(group -> group.steps().isEmpty());
        if (!groups.isEmpty()) {
          stages.add(new PlannedStage.Whole(groups));
        }
      } else if (!units.isEmpty()) {
        List<PlannedSteps<BlockStep>> groups = new ArrayList<>();
        for (FusionGroup unit : units) {
          Operands operands = new Operands();
          groups.add(operands.of(blockSteps(unit, time, operands)));
        }
        stages.add(new PlannedStage.PerBlock(groups));
      }
    }
    return stages;
  }

  // ---- buffers of values ----

  /** Whether a value that lies row by row is just another name for the rows of a blocked one. */
  private boolean renamesRows(int v) {
    Graph.Node node = nodes.get(v);
    return node.op() instanceof Reshape
        && placement.formOf(v) == Form.ROW_MAJOR
        && placement.formOf(node.inputs().getFirst()) == Form.BLOCKED;
  }

  private Location rowsOf(int v) {
    int root = placement.root(v);
    if (renamesRows(root)) {
      return rowsOf(nodes.get(root).inputs().getFirst());
    }
    if (inPlace.contains(root)) {
      return rowsOf(inPlace.leafOf(root));
    }
    return rows.computeIfAbsent(root, this::newRows);
  }

  private Location newRows(int root) {
    boolean isLeaf = nodes.get(root).op() instanceof Leaf;
    Form form = placement.formOf(root);
    boolean isMade =
        form == Form.ROW_MAJOR || (form != Form.ON_HEAP && schedule.areRowsWanted(root)) || isLeaf;
    if (!isMade || form == Form.ON_HEAP) {
      throw new IllegalStateException("no rows of " + nodes.get(root).op());
    }
    return Location.of(
        Buffer.of(Buffer.Copies.ONE, (long) nodes.get(root).shape().size() * Float.BYTES));
  }

  private Location blockOf(int v, int time) {
    int root = placement.root(v);
    Location here = blocks.get(new BlockKey(root, time));
    Location location =
        here != null ? here : blocks.get(new BlockKey(root, placement.timeOf(root)));
    if (location == null) {
      throw new IllegalStateException("no blocks of " + nodes.get(v).op());
    }
    return location;
  }

  /** A blocked value that a group makes. */
  private Location newBlock(int v, int time, long vectors) {
    Buffer buffer = Buffer.of(Buffer.Copies.PER_BLOCK, vectors * Lanes.BYTES);
    Location location = Location.of(buffer);
    blocks.put(new BlockKey(v, time), location);
    return location;
  }

  private boolean isNeededOutside(int v, Set<Integer> members) {
    boolean isWanted =
        placement.formOf(v) == Form.ROW_MAJOR
            ? users.leaving().contains(v)
            : schedule.areRowsWanted(v);
    return isWanted || !members.containsAll(users.of(v));
  }

  private boolean usesWeights(int v) {
    return placement.formOf(v) == Form.BLOCKED
        && switch (nodes.get(v).op()) {
          case Convolution _, ConvolutionTransposed _, MatMul _ -> true;
          default -> false;
        };
  }

  private Location packedOf(int v) {
    ConvolutionPlan plan = lowering.convolution(v);
    return packed.computeIfAbsent(
        v, _ -> Location.of(Buffer.of(Buffer.Copies.ONE, plan.packedBytes() * plan.groups())));
  }

  /** The sums over the batch that each run of blocks collects. */
  private Location partialOf(int v) {
    long each = Memory.aligned((long) partialSize(v) * Float.BYTES);
    return partial.computeIfAbsent(
        v, _ -> Location.of(Buffer.of(Buffer.Copies.ONE, each * batch.runs())).steppingBy(each));
  }

  private int partialSize(int v) {
    return nodes.get(v).op() instanceof ConvolutionWeightGradient
        ? lowering.weightGradient(v).partialSize()
        : SumOverBatch.partialSize(nodes.get(v).shape().size());
  }

  /** The values that are kept as doubles, with their sizes. */
  private Map<Integer, Integer> onHeap() {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int v = 0; v < nodes.size(); v++) {
      if (placement.formOf(v) == Form.ON_HEAP && placement.root(v) == v) {
        sizes.put(v, nodes.get(v).shape().size());
      }
      if (isSingle(v) && rowMajor.runsOnHeap(v)) {
        sizes.put(v, nodes.get(v).shape().size());
        for (int u : nodes.get(v).inputs()) {
          sizes.put(placement.root(u), nodes.get(u).shape().size());
        }
      }
    }
    return sizes;
  }

  /** Whether a node becomes steps of its own on whole values. */
  private boolean isSingle(int v) {
    Form form = placement.formOf(v);
    return (form == Form.ROW_MAJOR || form == Form.ON_HEAP)
        && placement.root(v) == v
        && !(nodes.get(v).op() instanceof Leaf)
        && !schedule.isChained(v)
        && !placement.sumsBatch(v)
        && !renamesRows(v);
  }

  // ---- steps on blocks ----

  private List<BlockStep> blockSteps(FusionGroup unit, int time, Operands operands) {
    return switch (unit) {
      case FusionGroup.Load(int v) -> List.of(load(v, time, operands));
      case FusionGroup.Store(int v) ->
          List.of(
              new StoreBlock(
                  BlockedLowering.elements(nodes.get(v).shape()),
                  operands.read(blockOf(v, time)),
                  operands.write(rowsOf(v)),
                  batch));
      case FusionGroup.Group(List<Integer> members) -> {
        Set<Integer> inside = new HashSet<>(members);
        for (int v : members) {
          if (isNeededOutside(v, inside)) {
            newBlock(v, time, lowering.room(v));
          }
        }
        Location scratch = operands.worker(Chain.scratchBytes(members.size()));
        yield List.of(
            new BlockedChain(
                chain(members, Lanes.COUNT, time, scratch, operands),
                BlockedLowering.elements(nodes.get(members.getFirst()).shape())));
      }
      case FusionGroup.Single(int v) -> {
        if (placement.formOf(v) == Form.BLOCKED) {
          newBlock(v, time, lowering.room(v));
        }
        yield lowering.lower(v, places(v, time, operands));
      }
      case FusionGroup.ProductChain(int v, _) ->
          throw new IllegalStateException("no product of blocks: " + nodes.get(v).op());
    };
  }

  private BlockStep load(int v, int time, Operands operands) {
    int size = loadedElements(v);
    Location target = operands.write(newBlock(v, time, size));
    return switch (placement.formOf(v)) {
      case BLOCKED, ROW_MAJOR ->
          new LoadBlock(
              size,
              operands.read(rowsOf(v)),
              target,
              batch,
              operands.worker(LoadBlock.SCRATCH_BYTES));
      case UNIFORM -> new RepeatIntoBlock(uniform(v, operands), size, target);
      case CONSTANT -> new FillBlock(constant(v), size, target);
      case ON_HEAP -> throw new IllegalStateException("values on the heap are not read by blocks");
    };
  }

  /**
   * Elements per example for a step that reads the value block by block: the value's own shape may
   * have other axes in front, if a reshape brought the examples there.
   */
  private int loadedElements(int v) {
    return nodes.get(v).shape().size() / batch.examples();
  }

  private BlockedLowering.Places places(int v, int time, Operands operands) {
    return new BlockedLowering.Places() {
      @Override
      public Location lanes(int index) {
        return operands.read(blockOf(nodes.get(v).inputs().get(index), time));
      }

      @Override
      public int valueOf(int index) {
        return placement.root(nodes.get(v).inputs().get(index));
      }

      @Override
      public Location packed() {
        return operands.read(packedOf(v));
      }

      @Override
      public BlockedConvolution.Finish finish() {
        return switch (placement.ending(v).orElse(null)) {
          case Epilogues.Ending.Bias(int bias, boolean rectified) ->
              new BlockedConvolution.Finish.Bias(
                  operands.read(rowsOf(bias)), rectified ? 0 : Float.NEGATIVE_INFINITY);
          case Epilogues.Ending.Mask(int mask) ->
              new BlockedConvolution.Finish.Mask(operands.read(blockOf(mask, time)));
          case null -> new BlockedConvolution.Finish.Nothing();
        };
      }

      @Override
      public Location result() {
        return operands.write(placement.sumsBatch(v) ? partialOf(v) : blockOf(v, time));
      }

      @Override
      public Location scratch(long bytes) {
        return operands.worker(bytes);
      }
    };
  }

  private Chain chain(
      List<Integer> members, int width, int time, Location scratch, Operands operands) {
    Set<Integer> inside = new HashSet<>(members);
    List<Chain.Link> links = new ArrayList<>();
    for (int v : members) {
      Elementwise op = (Elementwise) nodes.get(v).op();
      List<Operand> inputs =
          nodes.get(v).inputs().stream()
              .map(u -> operand(u, members, width, time, operands))
              .toList();
      Location output = null;
      if (isNeededOutside(v, inside)) {
        output = operands.write(width == 1 ? rowsOf(v) : blockOf(v, time));
      }
      links.add(new Chain.Link(op, inputs, output));
    }
    return new Chain(links, width, scratch, threads);
  }

  private Operand operand(int v, List<Integer> members, int width, int time, Operands operands) {
    int root = placement.root(v);
    int earlier = members.indexOf(root);
    if (earlier >= 0) {
      return new Operand.Link(earlier);
    }
    return switch (placement.formOf(root)) {
      case CONSTANT -> new Operand.Constant(constant(root));
      case UNIFORM -> uniform(root, operands);
      case BLOCKED, ROW_MAJOR ->
          new Operand.Stream(operands.read(width == 1 ? rowsOf(root) : blockOf(root, time)));
      case ON_HEAP -> throw new IllegalStateException("values on the heap are not read by chains");
    };
  }

  private float constant(int v) {
    Graph.Node node = nodes.get(placement.root(v));
    return switch (node.op()) {
      case Fill fill -> (float) fill.value();
      default -> constant(node.inputs().getFirst());
    };
  }

  private Operand.Uniform uniform(int v, Operands operands) {
    Graph.Node node = nodes.get(placement.root(v));
    int source = node.inputs().getFirst();
    Shape from = nodes.get(source).shape();
    Repeats repeats = Repeats.of(from, node.shape()).orElseThrow();
    return new Operand.Uniform(operands.read(rowsOf(source)), repeats.count(), repeats.inner());
  }

  // ---- steps on whole values ----

  /** The sums over the batch that the stage before this time has collected. */
  private void combine(int time, List<PlannedSteps<WholeStep>> groups) {
    for (int v = 0; v < nodes.size(); v++) {
      if (placement.sumsBatch(v) && placement.timeOf(v) == time) {
        Operands operands = new Operands();
        Location parts = operands.read(partialOf(v));
        Location sums = operands.write(rowsOf(v));
        groups.add(
            operands.of(
                List.of(
                    nodes.get(v).op() instanceof ConvolutionWeightGradient
                        ? new CombineWeightGradient(lowering.weightGradient(v), parts, batch, sums)
                        : new CombineSums(nodes.get(v).shape().size(), parts, batch, sums))));
      }
    }
  }

  /** The weights that the stage after this time needs. */
  private void packAfter(int time, List<PlannedSteps<WholeStep>> groups) {
    for (int v = 0; v < nodes.size(); v++) {
      if (usesWeights(v) && placement.timeOf(v) == time + 1) {
        Operands operands = new Operands();
        Location weights = operands.read(rowsOf(nodes.get(v).inputs().get(1)));
        WholeStep pack = lowering.pack(v, weights, operands.write(packedOf(v)));
        groups.add(operands.of(List.of(pack)));
      }
    }
  }

  private List<WholeStep> wholeSteps(FusionGroup unit, Operands operands) {
    return switch (unit) {
      case FusionGroup.Group(List<Integer> members) -> {
        Location scratch = operands.worker(Chain.scratchBytes(members.size()));
        Chain chain = chain(members, 1, 0, scratch, operands);
        yield List.of(new ChainStep(chain, nodes.get(members.getFirst()).shape().size()));
      }
      case FusionGroup.ProductChain(int product, List<Integer> members) ->
          productChain(product, members, operands);
      case FusionGroup.Store(int v) -> List.of(writeOut(v, operands));
      case FusionGroup.Load(int v) ->
          throw new IllegalStateException("whole values are not loaded: " + nodes.get(v).op());
      case FusionGroup.Single(int v) ->
          placement.sumsBatch(v) || renamesRows(v)
              ? List.of()
              : rowMajor.lower(v, wholePlaces(v, operands));
    };
  }

  private List<WholeStep> productChain(int v, List<Integer> members, Operands operands) {
    Product product = rowMajor.product(v);
    Location worker = operands.worker(product.chainOffset() + Chain.scratchBytes(members.size()));
    rows.put(v, product.roomForChain(worker).rows());
    Chain chain = chain(members, 1, 0, worker.plus(product.chainOffset()), operands);
    return rowMajor.lower(v, chain, wholePlaces(v, operands), worker);
  }

  /** The rows of a value that is not made otherwise. */
  private WholeStep writeOut(int v, Operands operands) {
    int size = nodes.get(v).shape().size();
    Location target = operands.write(rowsOf(v));
    if (placement.formOf(v) == Form.CONSTANT) {
      return new FillStep(constant(v), size, target);
    }
    Operand.Uniform numbers = uniform(v, operands);
    Strided block = Strided.repeated(numbers.count(), numbers.inner(), size);
    Location scratch = operands.worker(MoveStep.workerBytes());
    return MoveStep.of("write out", block, numbers.location(), target, scratch);
  }

  private RowMajorLowering.Places wholePlaces(int v, Operands operands) {
    return new RowMajorLowering.Places() {
      @Override
      public @Nullable Location input(int index) {
        int u = nodes.get(v).inputs().get(index);
        return placement.formOf(u) == Form.ON_HEAP ? null : operands.read(rowsOf(u));
      }

      @Override
      public int valueOf(int index) {
        return placement.root(nodes.get(v).inputs().get(index));
      }

      @Override
      public @Nullable Location result() {
        return placement.formOf(v) == Form.ON_HEAP ? null : operands.write(rowsOf(v));
      }

      @Override
      public Location shared(long bytes) {
        return operands.shared(bytes);
      }

      @Override
      public Location worker(long bytes) {
        return operands.worker(bytes);
      }
    };
  }

  // ---- what goes in and out ----

  private List<VectorProgram.Binding> leafBindings(Operands inputs) {
    List<VectorProgram.Binding> bindings = new ArrayList<>();
    for (int v : graph.leaves()) {
      Integer base = parameterBases.get(v);
      if (placement.formOf(v) == Form.ON_HEAP) {
        bindings.add(new VectorProgram.Binding.OnHeap(v));
      } else if (base != null) {
        bindings.add(new VectorProgram.Binding.Direct(base));
      } else {
        bindings.add(new VectorProgram.Binding.Copied(inputs.write(rowsOf(v))));
      }
    }
    return bindings;
  }

  private VectorProgram.Value value(int v, Operands outputs) {
    Graph.Node node = nodes.get(v);
    Location location = placement.formOf(v) == Form.ON_HEAP ? null : outputs.read(rowsOf(v));
    return new VectorProgram.Value(placement.root(v), location, node.shape().size(), node.dtype());
  }
}
