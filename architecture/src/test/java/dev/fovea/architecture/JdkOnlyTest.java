package dev.fovea.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A program that uses core and nn gets two small jars and nothing else. That their poms name no
 * library either is checked by the enforcer plugin, in the poms themselves.
 */
class JdkOnlyTest {

  private static final long MOST_BYTES = 1_500_000;

  @Test
  void coreAndNnUseTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage(Room.CORE.packages(), Room.NN.packages())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "jdk.incubator.vector..",
            "org.jspecify.annotations..",
            Room.CORE.packages(),
            Room.NN.packages())
        .check(Room.CLASSES);
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "NN"})
  void modulesRequireTheJdkAlone(Room room) {
    var modules = ModuleFinder.of(room.jar()).findAll();
    assertThat(modules).hasSize(1);
    assertThat(modules.iterator().next().descriptor().requires())
        .filteredOn(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
        .extracting(Requires::name)
        .allMatch(name -> name.matches("java\\..*|jdk\\.incubator\\.vector|dev\\.fovea\\.core"));
  }

  @Test
  void coreAndNnTogetherStaySmall() throws IOException {
    long bytes = Files.size(Room.CORE.jar()) + Files.size(Room.NN.jar());
    assertThat(bytes).as("bytes of the jars of core and nn").isLessThan(MOST_BYTES);
  }
}
