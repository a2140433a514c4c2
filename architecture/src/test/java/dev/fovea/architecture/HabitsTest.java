package dev.fovea.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What code of every room does, or leaves to one room. */
class HabitsTest {

  /** Enumerations and exceptions are serializable without saying so; only saying so is refused. */
  private static final ArchCondition<JavaClass> BE_DECLARED_SERIALIZABLE =
      ArchCondition.from(
          DescribedPredicate.describe(
              "be declared Serializable",
              type ->
                  type.getRawInterfaces().stream()
                      .anyMatch(parent ->
                          parent.isEquivalentTo(Serializable.class)
                              || parent.isEquivalentTo(Externalizable.class))));

  @Test
  void onlyProgramsPrint() {
    libraries()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethodWhere(
            target(name("printStackTrace"))
                .and(target(owner(assignableTo(Throwable.class))))
                .and(target(rawParameterTypes(new Class<?>[0]))))
        .check(Room.CLASSES);
  }

  @Test
  void onlyProgramsExit() {
    libraries()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(Room.CLASSES);
  }

  @Test
  void nothingUsesJavaSerialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
        .orShould(BE_DECLARED_SERIALIZABLE)
        .check(Room.CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages =
        Room.CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
    assertThat(packages)
        .isNotEmpty()
        .filteredOn(some -> !some.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .as("packages without @NullMarked in package-info.java")
        .isEmpty();
  }

  private static GivenClassesConjunction libraries() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            Room.CLI.packages(), Room.EXAMPLES.packages(), Room.BENCH.packages());
  }
}
