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
import dev.fovea.core.vector.conv.lanes.CombineWeightGradient;
import dev.fovea.core.vector.conv.lanes.ConvolutionLanes;
import dev.fovea.core.vector.geometry.Repeats;
import dev.fovea.core.vector.geometry.Strided;
import dev.fovea.core.vector.loop.Chain;
import dev.fovea.core.vector.loop.ChainLanes;
import dev.fovea.core.vector.loop.ChainPlain;
import dev.fovea.core.vector.loop.Operand;
import dev.fovea.core.vector.move.ConstantLanes;
import dev.fovea.core.vector.move.FillPlain;
import dev.fovea.core.vector.move.LoadLanes;
import dev.fovea.core.vector.move.MovePlain;
import dev.fovea.core.vector.move.SpreadLanes;
import dev.fovea.core.vector.move.StoreLanes;
import dev.fovea.core.vector.reduce.CombineSums;
import dev.fovea.core.vector.reduce.SumBatchLanes;
import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.LaneStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.PlainStep;
import dev.fovea.core.vector.run.VectorProgram;
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
 * Compiles a graph: finds a place for each value and makes the steps. Five kinds of places follow
 * one another in the arena: packed weights and sums of blocks, plain values, which share memory by
 * lifetime, the memory that plain steps share while they run, values of the lanes that outlive
 * their wave (a copy a block), and the work space of a worker, in which values of one wave share
 * memory by lifetime. Steps are made twice: first only to see when each plain value is needed.
 */
public final class Planner {
  private record LaneKey(int root, int time) {}

  /** A value may be loaded at several times. */
  private record UnitKey(FusionGroup unit, int time) {}

  private static final class LaneValue {
    long bytes;
    int lastUnit;
    boolean outlivesWave;
    @Nullable Location location;
    long offset;
  }

  private final Graph graph;
  private final List<Graph.Node> nodes;
  private final Placement placement;
  private final Schedule schedule;
  private final InPlace inPlace;
  private final Uses users;
  private final Batch batch;
  private final int threads;
  private final LaneLowering lowering;
  private final PlainLowering plainLowering;

  private final BufferPlan rooms = new BufferPlan();
  private final Map<Integer, Location> plain = new HashMap<>();
  private final Map<Integer, Location> packed = new HashMap<>();
  private final Map<Integer, Location> partial = new HashMap<>();
  private final Map<LaneKey, LaneValue> lanes = new HashMap<>();
  private final Map<UnitKey, Long> scratchOffsets = new HashMap<>();
  private final Map<Integer, Integer> parameterBases = new HashMap<>();
  private long plainEnd;
  private long sharedStart;
  private long sharedBytes;
  private long workBytes;
  private long workStart;

  public Planner(Graph graph, int threads) {
    this.graph = graph;
    this.nodes = graph.nodes();
    this.threads = threads;
    this.placement = new Placement(graph);
    this.users = new Uses(graph, placement);
    this.schedule = new Schedule(graph, placement, users);
    this.inPlace = new InPlace(graph, placement, schedule);
    this.batch = new Batch(placement.examples());
    this.lowering = new LaneLowering(nodes, batch);
    this.plainLowering = new PlainLowering(nodes);
  }

  public VectorProgram plan() {
    placeLeaves();
    placePlain();
    placeLanes();
    rehearse();
    long bytesOfPlain = rooms.place();
    rooms.offsets().forEach((v, offset) -> plain.put(v, Location.plain(0, plainEnd + offset)));
    plainEnd += bytesOfPlain;
    placeLanes();
    long bytes = workStart + workBytes * threads;
    Memory memory = new Memory(bytes, parameterBases.size(), hosted());
    for (int v = 0; v < nodes.size(); v++) {
      if (nodes.get(v).op() instanceof Fill fill && placement.formOf(v) == Form.HOSTED) {
        Arrays.fill(memory.hosted(v), fill.value());
      }
    }
    return new VectorProgram(memory, stages(), batch, threads, leafBindings(), results(), writes());
  }

  /** Goes through all that happens, in the order in which it does. */
  private void rehearse() {
    leafBindings();
    stages();
    rooms.nextStep();
    results();
    writes();
  }

  private List<VectorProgram.Stage> stages() {
    List<VectorProgram.Stage> stages = new ArrayList<>();
    for (int time = 0; time < schedule.times().size(); time++) {
      List<FusionGroup> units = schedule.times().get(time);
      rooms.nextStep();
      if (time % 2 == 0) {
        List<PlainStep> steps = new ArrayList<>();
        combine(time, steps);
        for (FusionGroup unit : units) {
          rooms.nextStep();
          plainSteps(unit, steps);
        }
        rooms.nextStep();
        packAfter(time, steps);
        if (!steps.isEmpty()) {
          stages.add(new VectorProgram.Stage.Whole(List.copyOf(steps)));
        }
      } else if (!units.isEmpty()) {
        List<LaneStep> steps = new ArrayList<>();
        for (FusionGroup unit : units) {
          laneSteps(unit, time, steps);
        }
        stages.add(new VectorProgram.Stage.Wave(List.copyOf(steps)));
      }
    }
    return stages;
  }

  // ---- places ----

  private void placeLeaves() {
    for (int v = 0; v < nodes.size(); v++) {
      if (!(nodes.get(v).op() instanceof Leaf leaf) || placement.formOf(v) == Form.HOSTED) {
        continue;
      }
      if (leaf.kind() == Leaf.Kind.PARAMETER && nodes.get(v).dtype() == DType.FLOAT32) {
        int base = 1 + parameterBases.size();
        parameterBases.put(v, base);
        plain.put(v, Location.plain(base, 0));
      } else {
        addRoom(v);
      }
    }
  }

  /** A plain value will have a place when it is known when it is needed. */
  private void addRoom(int v) {
    rooms.add(v, nodes.get(v).shape().size());
    plain.put(v, Location.plain(0, 0));
  }

  /** A place for good. */
  private Location takePlain(long floats) {
    Location location = Location.plain(0, plainEnd);
    plainEnd += Memory.aligned(Math.max(1, floats) * Float.BYTES);
    return location;
  }

  private void placePlain() {
    for (int v = 0; v < nodes.size(); v++) {
      Form form = placement.formOf(v);
      boolean own = placement.root(v) == v && !plain.containsKey(v);
      boolean made = form == Form.PLAIN || (form != Form.HOSTED && schedule.isWantedPlain(v));
      if (inPlace.contains(v)) {
        plain.put(v, required(plain, inPlace.leafOf(v)));
      } else if (own && made && !renamesRows(v) && !schedule.leadsChain(v)) {
        addRoom(v);
      }
      if (usesWeights(v)) {
        packed.put(
            v,
            takePlain(
                lowering.convolution(v).packedBytes()
                    * lowering.convolution(v).groups()
                    / Float.BYTES));
      }
      if (schedule.leadsChain(v)) {
        sharedBytes = Math.max(sharedBytes, plainLowering.product(v).sharedBytesWithChain());
      } else if (isSingle(v)) {
        sharedBytes = Math.max(sharedBytes, plainLowering.sharedBytes(v));
        workBytes = Math.max(workBytes, Memory.aligned(plainLowering.workerBytes(v)));
      }
      if (placement.sumsBatch(v)) {
        int size = partialSize(v);
        long each = Memory.aligned((long) size * Float.BYTES);
        partial.put(v, new Location(0, plainEnd, 0, each));
        plainEnd += each * batch.runs();
      }
    }
  }

  /** Whether a node becomes plain steps of its own. */
  private boolean isSingle(int v) {
    Form form = placement.formOf(v);
    return (form == Form.PLAIN || form == Form.HOSTED)
        && placement.root(v) == v
        && !(nodes.get(v).op() instanceof Leaf)
        && !schedule.isChained(v)
        && !placement.sumsBatch(v)
        && !renamesRows(v);
  }

  /** Whether a plain value is just another name for the rows of a value of the lanes. */
  private boolean renamesRows(int v) {
    Graph.Node node = nodes.get(v);
    return node.op() instanceof Reshape
        && placement.formOf(v) == Form.PLAIN
        && placement.formOf(node.inputs().getFirst()) == Form.LANES;
  }

  private boolean usesWeights(int v) {
    return placement.formOf(v) == Form.LANES
        && switch (nodes.get(v).op()) {
          case Convolution _, ConvolutionTransposed _, MatMul _ -> true;
          default -> false;
        };
  }

  private int partialSize(int v) {
    return nodes.get(v).op() instanceof ConvolutionWeightGradient
        ? lowering.weightGradient(v).partialSize()
        : SumBatchLanes.partialSize(nodes.get(v).shape().size());
  }

  private Location plainOf(int v) {
    int root = placement.root(v);
    if (renamesRows(root)) {
      return plainOf(nodes.get(root).inputs().getFirst());
    }
    Location location = plain.get(root);
    if (location == null) {
      throw new IllegalStateException("no rows of " + nodes.get(v).op());
    }
    rooms.touch(root);
    return location;
  }

  private void placeLanes() {
    for (int time = 1; time < schedule.times().size(); time += 2) {
      define(time);
    }
    for (int time = 1; time < schedule.times().size(); time += 2) {
      findUses(time);
    }
    sharedStart = plainEnd;
    long blockEnd = sharedStart + Memory.aligned(sharedBytes);
    for (LaneValue value : lanes.values()) {
      if (value.outlivesWave) {
        value.location = new Location(0, blockEnd, 0, value.bytes);
        blockEnd += value.bytes * batch.blocks();
      }
    }
    workStart = blockEnd;
    for (int time = 1; time < schedule.times().size(); time += 2) {
      workBytes = Math.max(workBytes, share(time));
    }
    for (int time = 0; time < schedule.times().size(); time += 2) {
      for (FusionGroup unit : schedule.times().get(time)) {
        workBytes = Math.max(workBytes, Memory.aligned(scratchBytes(unit)));
      }
    }
    for (LaneValue value : lanes.values()) {
      if (!value.outlivesWave) {
        value.location = new Location(0, workStart + value.offset, workBytes, 0);
      }
    }
  }

  private void define(int time) {
    for (FusionGroup unit : schedule.times().get(time)) {
      for (int v : made(unit)) {
        LaneValue value = new LaneValue();
        long vectors = unit instanceof FusionGroup.Load ? loadedElements(v) : lowering.room(v);
        value.bytes = Memory.aligned(vectors * Lanes.BYTES);
        lanes.put(new LaneKey(v, time), value);
      }
    }
  }

  /** The values of the lanes that a unit makes and that need a place. */
  private List<Integer> made(FusionGroup unit) {
    return switch (unit) {
      case FusionGroup.Single(int v) -> placement.formOf(v) == Form.LANES ? List.of(v) : List.of();
      case FusionGroup.Load(int v) -> List.of(v);
      case FusionGroup.Store _, FusionGroup.ProductChain _ -> List.of();
      case FusionGroup.Group(List<Integer> members) -> {
        Set<Integer> inside = new HashSet<>(members);
        yield members.stream().filter(v -> isNeededOutside(v, inside)).toList();
      }
    };
  }

  private boolean isNeededOutside(int v, Set<Integer> members) {
    boolean isWanted =
        placement.formOf(v) == Form.PLAIN ? users.leaving().contains(v) : schedule.isWantedPlain(v);
    return isWanted || !members.containsAll(users.of(v));
  }

  private void findUses(int time) {
    List<FusionGroup> units = schedule.times().get(time);
    for (int i = 0; i < units.size(); i++) {
      for (int root : read(units.get(i))) {
        LaneValue value = laneValue(root, time);
        if (value != null) {
          value.lastUnit = Math.max(value.lastUnit, i);
          value.outlivesWave |= !lanes.containsKey(new LaneKey(root, time));
        }
      }
    }
  }

  /** The values of the lanes that a unit reads. */
  private Set<Integer> read(FusionGroup unit) {
    Set<Integer> roots = new HashSet<>();
    switch (unit) {
      case FusionGroup.Single(int v) -> addRead(v, roots);
      case FusionGroup.Group(List<Integer> members) -> members.forEach(v -> addRead(v, roots));
      case FusionGroup.Store(int v) -> roots.add(v);
      case FusionGroup.Load _, FusionGroup.ProductChain _ -> {}
    }
    return roots;
  }

  private void addRead(int v, Set<Integer> roots) {
    for (int i = 0; i < nodes.get(v).inputs().size(); i++) {
      if (schedule.readsLanes(v, i)) {
        roots.add(placement.root(nodes.get(v).inputs().get(i)));
      }
    }
    List<Integer> sources = placement.sources(v);
    for (int u : sources.subList(nodes.get(v).inputs().size(), sources.size())) {
      roots.add(placement.root(u));
    }
  }

  private @Nullable LaneValue laneValue(int root, int time) {
    LaneValue here = lanes.get(new LaneKey(root, time));
    return here != null ? here : lanes.get(new LaneKey(root, placement.timeOf(root)));
  }

  /** Gives the values of a wave their places in the work space; its size in bytes. */
  private long share(int time) {
    ScratchPlan space = new ScratchPlan();
    List<FusionGroup> units = schedule.times().get(time);
    for (int i = 0; i < units.size(); i++) {
      FusionGroup unit = units.get(i);
      for (int v : made(unit)) {
        LaneValue value = lanes.get(new LaneKey(v, time));
        if (value != null && !value.outlivesWave) {
          value.offset = space.take(value.bytes);
        }
      }
      long scratch = scratchBytes(unit);
      if (scratch > 0) {
        long offset = space.take(scratch);
        scratchOffsets.put(new UnitKey(unit, time), offset);
        space.give(offset, scratch);
      }
      for (Map.Entry<LaneKey, LaneValue> entry : lanes.entrySet()) {
        LaneValue value = entry.getValue();
        if (entry.getKey().time() == time && !value.outlivesWave && value.lastUnit == i) {
          space.give(value.offset, value.bytes);
        }
      }
    }
    return space.size();
  }

  private long scratchBytes(FusionGroup unit) {
    return switch (unit) {
      case FusionGroup.Single(int v) -> lowering.scratchBytes(v);
      case FusionGroup.Group(List<Integer> members) -> Chain.scratchBytes(members.size());
      case FusionGroup.ProductChain(int product, List<Integer> members) ->
          plainLowering.product(product).chainOffset() + Chain.scratchBytes(members.size());
      case FusionGroup.Load _ -> LoadLanes.SCRATCH_BYTES;
      case FusionGroup.Store _ -> 0;
    };
  }

  /** The values that are kept as doubles, with their sizes. */
  private Map<Integer, Integer> hosted() {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int v = 0; v < nodes.size(); v++) {
      if (placement.formOf(v) == Form.HOSTED && placement.root(v) == v) {
        sizes.put(v, nodes.get(v).shape().size());
      }
      if (isSingle(v) && plainLowering.isHosted(v)) {
        sizes.put(v, nodes.get(v).shape().size());
        for (int u : nodes.get(v).inputs()) {
          sizes.put(placement.root(u), nodes.get(u).shape().size());
        }
      }
    }
    return sizes;
  }

  // ---- steps on blocks ----

  private void laneSteps(FusionGroup unit, int time, List<LaneStep> steps) {
    switch (unit) {
      case FusionGroup.Load(int v) -> steps.add(load(v, lanesOf(v, time), scratch(unit, time)));
      case FusionGroup.Store(int v) ->
          steps.add(
              new StoreLanes(
                  LaneLowering.elements(nodes.get(v).shape()),
                  lanesOf(v, time),
                  plainOf(v),
                  batch));
      case FusionGroup.Group(List<Integer> members) ->
          steps.add(
              new ChainLanes(
                  chain(members, Lanes.COUNT, time, scratch(unit, time)),
                  LaneLowering.elements(nodes.get(members.getFirst()).shape())));
      case FusionGroup.Single(int v) -> steps.addAll(lowering.lower(v, places(unit, v, time)));
      case FusionGroup.ProductChain(int v, _) ->
          throw new IllegalStateException("no product of blocks: " + nodes.get(v).op());
    }
  }

  private LaneStep load(int v, Location target, Location scratch) {
    int size = loadedElements(v);
    return switch (placement.formOf(v)) {
      case LANES, PLAIN -> new LoadLanes(size, plainOf(v), target, batch, scratch);
      case UNIFORM -> new SpreadLanes(uniform(v), size, target);
      case CONSTANT -> new ConstantLanes(constant(v), size, target);
      case HOSTED -> throw new IllegalStateException("hosted values are not read from lanes");
    };
  }

  /**
   * Elements an example, in the eyes of those who read the value block by block: its own shape may
   * have other axes in front, if a reshape brought the examples there.
   */
  private int loadedElements(int v) {
    return nodes.get(v).shape().size() / batch.examples();
  }

  private Location lanesOf(int v, int time) {
    LaneValue value = laneValue(placement.root(v), time);
    if (value == null || value.location == null) {
      throw new IllegalStateException("no lanes of " + nodes.get(v).op());
    }
    return value.location;
  }

  private Location scratch(FusionGroup unit, int time) {
    Long offset = scratchOffsets.get(new UnitKey(unit, time));
    return new Location(0, workStart + (offset == null ? 0 : offset), workBytes, 0);
  }

  private LaneLowering.Places places(FusionGroup unit, int v, int time) {
    return new LaneLowering.Places() {
      @Override
      public Location lanes(int index) {
        return lanesOf(nodes.get(v).inputs().get(index), time);
      }

      @Override
      public int valueOf(int index) {
        return placement.root(nodes.get(v).inputs().get(index));
      }

      @Override
      public Location packed() {
        return Planner.this.required(packed, v);
      }

      @Override
      public ConvolutionLanes.Finish finish() {
        return switch (placement.ending(v).orElse(null)) {
          case Epilogues.Ending.Bias(int bias, boolean rectified) ->
              new ConvolutionLanes.Finish.Bias(
                  plainOf(bias), rectified ? 0 : Float.NEGATIVE_INFINITY);
          case Epilogues.Ending.Mask(int mask) ->
              new ConvolutionLanes.Finish.Mask(lanesOf(mask, time));
          case null -> new ConvolutionLanes.Finish.Nothing();
        };
      }

      @Override
      public Location result() {
        return placement.sumsBatch(v) ? required(partial, v) : lanesOf(v, time);
      }

      @Override
      public Location scratch() {
        return Planner.this.scratch(unit, time);
      }
    };
  }

  private Location required(Map<Integer, Location> places, int v) {
    Location location = places.get(v);
    if (location == null) {
      throw new IllegalStateException("no place for " + nodes.get(v).op());
    }
    return location;
  }

  private Chain chain(List<Integer> members, int width, int time, Location scratch) {
    Set<Integer> inside = new HashSet<>(members);
    List<Chain.Link> links = new ArrayList<>();
    for (int v : members) {
      Elementwise op = (Elementwise) nodes.get(v).op();
      List<Operand> operands =
          nodes.get(v).inputs().stream().map(u -> operand(u, members, width, time)).toList();
      boolean kept = isNeededOutside(v, inside);
      Location output = !kept ? null : width == 1 ? plainOf(v) : lanesOf(v, time);
      links.add(new Chain.Link(op, operands, output));
    }
    return new Chain(links, width, scratch, threads);
  }

  private Operand operand(int v, List<Integer> members, int width, int time) {
    int root = placement.root(v);
    int earlier = members.indexOf(root);
    if (earlier >= 0) {
      return new Operand.Link(earlier);
    }
    return switch (placement.formOf(root)) {
      case CONSTANT -> new Operand.Constant(constant(root));
      case UNIFORM -> uniform(root);
      case LANES, PLAIN -> new Operand.Stream(width == 1 ? plainOf(root) : lanesOf(root, time));
      case HOSTED -> throw new IllegalStateException("hosted values are not read by chains");
    };
  }

  private float constant(int v) {
    Graph.Node node = nodes.get(placement.root(v));
    return switch (node.op()) {
      case Fill fill -> (float) fill.value();
      default -> constant(node.inputs().getFirst());
    };
  }

  private Operand.Uniform uniform(int v) {
    Graph.Node node = nodes.get(placement.root(v));
    int source = node.inputs().getFirst();
    Shape from = nodes.get(source).shape();
    Repeats repeats = Repeats.of(from, node.shape()).orElseThrow();
    return new Operand.Uniform(plainOf(source), repeats.count(), repeats.inner());
  }

  // ---- steps on plain values ----

  /** The sums over the batch that the wave before this time has collected. */
  private void combine(int time, List<PlainStep> steps) {
    for (int v = 0; v < nodes.size(); v++) {
      if (placement.sumsBatch(v) && placement.timeOf(v) == time) {
        Location parts = required(partial, v);
        steps.add(
            nodes.get(v).op() instanceof ConvolutionWeightGradient
                ? new CombineWeightGradient(lowering.weightGradient(v), parts, batch, plainOf(v))
                : new CombineSums(nodes.get(v).shape().size(), parts, batch, plainOf(v)));
      }
    }
  }

  /** The weights that the wave behind this time needs. */
  private void packAfter(int time, List<PlainStep> steps) {
    for (int v = 0; v < nodes.size(); v++) {
      if (usesWeights(v) && placement.timeOf(v) == time + 1) {
        Location weights = plainOf(nodes.get(v).inputs().get(1));
        steps.add(lowering.pack(v, weights, required(packed, v)));
      }
    }
  }

  private void plainSteps(FusionGroup unit, List<PlainStep> steps) {
    switch (unit) {
      case FusionGroup.Group(List<Integer> members) -> {
        Location scratch = new Location(0, workStart, workBytes, 0);
        steps.add(
            new ChainPlain(
                chain(members, 1, 0, scratch), nodes.get(members.getFirst()).shape().size()));
      }
      case FusionGroup.ProductChain(int product, List<Integer> members) -> {
        Location work = new Location(0, workStart, workBytes, 0);
        plain.put(product, plainLowering.product(product).roomForChain(work).rows());
        Location scratch = work.behind(plainLowering.product(product).chainOffset());
        Chain chain = chain(members, 1, 0, scratch);
        steps.addAll(plainLowering.lower(product, chain, plainPlaces(product)));
      }
      case FusionGroup.Store(int v) -> steps.add(writeOut(v));
      case FusionGroup.Load(int v) ->
          throw new IllegalStateException("plain values are not loaded: " + nodes.get(v).op());
      case FusionGroup.Single(int v) -> single(v, steps);
    }
  }

  /** The rows of a value that is not made otherwise. */
  private PlainStep writeOut(int v) {
    int size = nodes.get(v).shape().size();
    if (placement.formOf(v) == Form.CONSTANT) {
      return new FillPlain(constant(v), size, plainOf(v));
    }
    Operand.Uniform numbers = uniform(v);
    Strided block = Strided.repeated(numbers.count(), numbers.inner(), size);
    Location scratch = new Location(0, workStart, workBytes, 0);
    return MovePlain.of("write out", block, numbers.location(), plainOf(v), scratch);
  }

  private void single(int v, List<PlainStep> steps) {
    if (!placement.sumsBatch(v) && !renamesRows(v)) {
      steps.addAll(plainLowering.lower(v, plainPlaces(v)));
    }
  }

  private PlainLowering.Places plainPlaces(int v) {
    return new PlainLowering.Places() {
      @Override
      public @Nullable Location input(int index) {
        int u = nodes.get(v).inputs().get(index);
        return placement.formOf(u) == Form.HOSTED ? null : plainOf(u);
      }

      @Override
      public int valueOf(int index) {
        return placement.root(nodes.get(v).inputs().get(index));
      }

      @Override
      public @Nullable Location result() {
        return placement.formOf(v) == Form.HOSTED ? null : plainOf(v);
      }

      @Override
      public Location shared() {
        return Location.plain(0, sharedStart);
      }

      @Override
      public Location worker() {
        return new Location(0, workStart, workBytes, 0);
      }
    };
  }

  // ---- what goes in and out ----

  private List<VectorProgram.Binding> leafBindings() {
    List<VectorProgram.Binding> bindings = new ArrayList<>();
    for (int v : graph.leaves()) {
      Integer base = parameterBases.get(v);
      if (placement.formOf(v) == Form.HOSTED) {
        bindings.add(new VectorProgram.Binding.Hosted(v));
      } else if (base != null) {
        bindings.add(new VectorProgram.Binding.Direct(base));
      } else {
        bindings.add(new VectorProgram.Binding.Copied(plainOf(v)));
      }
    }
    return bindings;
  }

  private List<VectorProgram.Value> results() {
    return graph.results().stream().map(this::value).toList();
  }

  private List<VectorProgram.Overwrite> writes() {
    return graph.writes().stream()
        .filter(write -> !inPlace.isDone(write))
        .map(write -> new VectorProgram.Overwrite(write.leaf(), value(write.node())))
        .toList();
  }

  private VectorProgram.Value value(int v) {
    Graph.Node node = nodes.get(v);
    Location rows = placement.formOf(v) == Form.HOSTED ? null : plainOf(v);
    return new VectorProgram.Value(placement.root(v), rows, node.shape().size(), node.dtype());
  }
}
