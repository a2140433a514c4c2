package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's record in a module that does not open its package: the error says what to add. */
class ClosedModuleTest {
  private static final ClassDesc BLOCK = ClassDesc.of("shop.Block");
  private static final ClassDesc LAYER = describe(Layer.class);
  private static final ClassDesc PARAMETER = describe(Param.class);

  @Test
  void theErrorNamesTheLineToAdd(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("shop"));
    Files.write(folder.resolve("shop").resolve("Block.class"), block());
    Files.write(folder.resolve("module-info.class"), module());
    Layer block = load(folder);
    assertThatThrownBy(block::stateDict)
        .hasMessage(
            "layer shop.Block: its components cannot be read; add to the module-info.java of shop:"
                + " opens shop to dev.fovea.nn;");
  }

  /** Makes the layer as a service, the one way into a closed package. */
  private static Layer load(Path folder) {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(ModuleFinder.of(folder), ModuleFinder.of(), List.of("shop"));
    ModuleLayer shop = boot.defineModulesWithOneLoader(configuration, Layer.class.getClassLoader());
    ClosedModuleTest.class.getModule().addUses(Layer.class);
    return ServiceLoader.load(shop, Layer.class).findFirst().orElseThrow();
  }

  /** {@code record Block(Param weight) implements Layer}, as far as it is needed. */
  private static byte[] block() {
    MethodTypeDesc take = MethodTypeDesc.of(ConstantDescs.CD_void, PARAMETER);
    MethodTypeDesc forward =
        MethodTypeDesc.of(describe(Tensor.class), describe(Tensor.class), describe(Pass.class));
    ClassDesc superclass = describe(Record.class);
    return ClassFile.of()
        .build(
            BLOCK,
            type ->
                type.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL, AccessFlag.SUPER)
                    .withSuperclass(superclass)
                    .withInterfaceSymbols(LAYER)
                    .with(RecordAttribute.of(RecordComponentInfo.of("weight", PARAMETER)))
                    .withField("weight", PARAMETER, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        take,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    superclass, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody(
                        "weight",
                        MethodTypeDesc.of(PARAMETER),
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(0).getfield(BLOCK, "weight", PARAMETER).areturn())
                    .withMethodBody(
                        "forward", forward, ClassFile.ACC_PUBLIC, code -> code.aload(1).areturn())
                    .withMethodBody(
                        "provider",
                        MethodTypeDesc.of(LAYER),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.new_(BLOCK)
                                .dup()
                                .aconst_null()
                                .invokespecial(BLOCK, ConstantDescs.INIT_NAME, take)
                                .areturn()));
  }

  private static byte[] module() {
    return ClassFile.of()
        .buildModule(
            ModuleAttribute.of(
                ModuleDesc.of("shop"),
                shop ->
                    shop.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null)
                        .requires(ModuleDesc.of("dev.fovea.nn"), 0, null)
                        .provides(LAYER, BLOCK)),
            info -> info.with(ModulePackagesAttribute.ofNames(PackageDesc.of("shop"))));
  }

  private static ClassDesc describe(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
