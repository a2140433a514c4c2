package dev.fovea.core.vector.loop;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;
import static java.util.Collections.nCopies;

import dev.fovea.core.vector.simd.Lanes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Makes the code of element-wise loops. The compiler makes good code only for a loop whose
 * operations it knows, and with one loop an operation most of the time goes into writing and
 * reading the values in between. So each form gets a loop of its own, as one would write it by
 * hand:
 *
 * <pre>{@code
 * FloatVector rate = load(segments[2], offsets[2]);       // single vectors stay in registers
 * for (int i = from; i < to; i += Lanes.BYTES) {
 *   FloatVector weight = load(segments[0], offsets[0] + i);
 *   FloatVector gradient = load(segments[1], offsets[1] + i);
 *   FloatVector change = LaneMath.multiply(gradient, rate);
 *   store(LaneMath.subtract(weight, change), segments[3], offsets[3] + i);
 * }
 * }</pre>
 */
final class LoopCode {
  private static final ClassDesc BODY = named(LoopBody.class);
  private static final ClassDesc LANES = named(Lanes.class);
  private static final ClassDesc SEGMENT = named(MemorySegment.class);
  private static final ClassDesc VECTOR = named(FloatVector.class);
  private static final ClassDesc SPECIES = named(VectorSpecies.class);
  private static final ClassDesc ORDER = named(ByteOrder.class);

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, SEGMENT.arrayType(), CD_long.arrayType(), CD_int, CD_int);
  private static final MethodTypeDesc BARE_SEGMENT = MethodTypeDesc.of(SEGMENT, SEGMENT);
  private static final MethodTypeDesc BARE_OFFSET = MethodTypeDesc.of(CD_long, SEGMENT, CD_long);
  private static final MethodTypeDesc LOAD =
      MethodTypeDesc.of(VECTOR, SPECIES, SEGMENT, CD_long, ORDER);
  private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER);

  // The parameters of the body.
  private static final int SEGMENTS = 0;
  private static final int OFFSETS = 1;
  private static final int FROM = 2;
  private static final int TO = 3;

  private final LoopForm form;
  private final CodeBuilder code;
  private final Inliner inliner;
  private final int at;
  private final int[] segments;
  private final int[] offsets;
  private final int[] values;

  private LoopCode(LoopForm form, CodeBuilder code) {
    this.form = form;
    this.code = code;
    this.inliner = new Inliner(code);
    this.at = code.allocateLocal(TypeKind.INT);
    this.segments = locals(form.places(), TypeKind.REFERENCE);
    this.offsets = locals(form.places(), TypeKind.LONG);
    this.values = locals(form.read() + form.operations().size(), TypeKind.REFERENCE);
  }

  /** The loop of a form. */
  static LoopBody of(LoopForm form) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(build(form), true);
      MethodType constructor = MethodType.methodType(void.class);
      return (LoopBody) lookup.findConstructor(lookup.lookupClass(), constructor).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("no loop of " + form, e);
    }
  }

  /** One after the other: the functions that are copied in are parsed as they are read. */
  private static synchronized byte[] build(LoopForm form) {
    return ClassFile.of()
        .build(
            ClassDesc.of(LoopCode.class.getPackageName(), "Loop"),
            loop -> {
              loop.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC);
              loop.withInterfaceSymbols(BODY);
              loop.withMethodBody(
                  INIT_NAME,
                  MTD_void,
                  ClassFile.ACC_PRIVATE,
                  code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
              loop.withMethodBody(
                  "run", RUN, ClassFile.ACC_PUBLIC, code -> new LoopCode(form, code).write());
            });
  }

  private void write() {
    for (int place = 0; place < segments.length; place++) {
      address(place);
    }
    for (int value = form.streams(); value < form.read(); value++) {
      load(value, false);
    }
    // Shows the compiler that offsets do not become negative.
    code.iload(code.parameterSlot(FROM)).loadConstant(Integer.MAX_VALUE).iand().istore(at);
    Label again = code.newBoundLabel();
    Label end = code.newLabel();
    code.iload(at).iload(code.parameterSlot(TO)).if_icmpge(end);
    for (int value = 0; value < form.streams(); value++) {
      load(value, true);
    }
    int kept = form.read();
    for (int i = 0; i < form.operations().size(); i++) {
      LoopForm.Operation operation = form.operations().get(i);
      int value = form.read() + i;
      compute(operation, value);
      if (operation.kept()) {
        store(value, kept);
        kept++;
      }
    }
    code.iinc(at, Lanes.BYTES).goto_(again).labelBinding(end).return_();
  }

  /** Where a place begins, as {@link Lanes#bare(MemorySegment, long)} has it. */
  private void address(int place) {
    code.aload(code.parameterSlot(SEGMENTS)).loadConstant(place).aaload().astore(segments[place]);
    code.aload(segments[place]).aload(code.parameterSlot(OFFSETS)).loadConstant(place).laload();
    code.invokestatic(LANES, "bare", BARE_OFFSET).lstore(offsets[place]);
    code.aload(segments[place]).invokestatic(LANES, "bare", BARE_SEGMENT).astore(segments[place]);
  }

  private void load(int value, boolean moves) {
    code.getstatic(LANES, "FLOATS", SPECIES);
    place(value, moves);
    code.invokestatic(VECTOR, "fromMemorySegment", LOAD).astore(values[value]);
  }

  private void store(int value, int place) {
    code.aload(values[value]);
    place(place, true);
    code.invokevirtual(VECTOR, "intoMemorySegment", STORE);
  }

  private void place(int place, boolean moves) {
    code.aload(segments[place]).lload(offsets[place]);
    if (moves) {
      code.iload(at).i2l().ladd();
    }
    code.getstatic(LANES, "ORDER", ORDER);
  }

  private void compute(LoopForm.Operation operation, int result) {
    operation.inputs().forEach(input -> code.aload(values[input]));
    VectorMethod method = VectorMethod.of(operation.op());
    method.numbers().forEach(code::loadConstant);
    List<ClassDesc> parameters = new ArrayList<>(nCopies(operation.inputs().size(), VECTOR));
    parameters.addAll(nCopies(method.numbers().size(), CD_float));
    inliner.call(named(method.owner()), method.name(), MethodTypeDesc.of(VECTOR, parameters));
    code.astore(values[result]);
  }

  private int[] locals(int count, TypeKind kind) {
    int[] slots = new int[count];
    Arrays.setAll(slots, _ -> code.allocateLocal(kind));
    return slots;
  }

  private static ClassDesc named(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
