package dev.fovea.core.vector.loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the code of the vector functions instead of calls. Whether the compiler inlines a call
 * depends on the size of both methods and on what it has compiled before; where it does not, each
 * vector that the call takes or gives is an object on the heap, and the loop several times slower.
 * The methods of the Vector API itself are always inlined. Functions are straight lines: without
 * branches.
 */
final class Inliner {
  private static final Map<ClassDesc, ClassModel> FUNCTIONS =
      Stream.of(LaneMath.class, Elementary.class)
          .collect(
              Collectors.toUnmodifiableMap(
                  owner -> owner.describeConstable().orElseThrow(), Inliner::read));

  private final CodeBuilder code;

  Inliner(CodeBuilder code) {
    this.code = code;
  }

  /** Takes the arguments from the stack and leaves the result there. */
  void call(ClassDesc owner, String name, MethodTypeDesc type) {
    CodeModel body = body(owner, name, type);
    int first = room(body);
    int slot = first + type.parameterCount();
    for (ClassDesc parameter : type.parameterList().reversed()) {
      slot--; // neither vectors nor floats take two
      code.storeLocal(TypeKind.from(parameter), slot);
    }
    for (CodeElement element : body) {
      if (element instanceof Instruction instruction) {
        write(instruction, first);
      }
    }
  }

  private void write(Instruction instruction, int first) {
    switch (instruction) {
      case LoadInstruction load -> code.loadLocal(load.typeKind(), first + load.slot());
      case StoreInstruction store -> code.storeLocal(store.typeKind(), first + store.slot());
      case ReturnInstruction _ -> {} // the last instruction: what it returns stays on the stack
      case InvokeInstruction call when FUNCTIONS.containsKey(call.owner().asSymbol()) ->
          call(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
      case BranchInstruction _, TableSwitchInstruction _, LookupSwitchInstruction _ ->
          throw new IllegalStateException("a function with branches cannot be inlined");
      case IncrementInstruction _, DiscontinuedInstruction _ ->
          throw new IllegalStateException("not known how to inline " + instruction);
      default -> code.with(instruction);
    }
  }

  private static CodeModel body(ClassDesc owner, String name, MethodTypeDesc type) {
    ClassModel functions = FUNCTIONS.get(owner);
    if (functions != null) {
      for (MethodModel method : functions.methods()) {
        if (method.methodName().equalsString(name) && method.methodTypeSymbol().equals(type)) {
          return method.code().orElseThrow();
        }
      }
    }
    throw new IllegalStateException("no function " + owner.displayName() + "." + name + type);
  }

  /** Takes locals for the body one after the other. */
  private int room(CodeModel body) {
    int first = code.allocateLocal(TypeKind.INT);
    for (int i = 1; i < ((CodeAttribute) body).maxLocals(); i++) {
      code.allocateLocal(TypeKind.INT);
    }
    return first;
  }

  private static ClassModel read(Class<?> owner) {
    String file = owner.getSimpleName() + ".class";
    try (InputStream in = owner.getResourceAsStream(file)) {
      return ClassFile.of().parse(Objects.requireNonNull(in, file).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
