package dev.fovea.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which way imports run between rooms and packages. */
class RoomsTest {

  @Test
  void everyClassLivesInAKnownRoom() {
    classes()
        .should()
        .resideInAnyPackage(packages(Stream.of(Room.values())))
        .because("a new room is entered in Room, with the rooms it may know")
        .check(Room.CLASSES);
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  void everyRoomIsChecked(Room room) {
    assertThat(Room.CLASSES).anyMatch(resideInAPackage(room.packages()));
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  void importsRunDownwards(Room room) {
    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(room.forbidden()))
        .check(Room.CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.fovea.(**)").should().beFreeOfCycles().check(Room.CLASSES);
  }

  private static String[] packages(Stream<Room> rooms) {
    return rooms.map(Room::packages).toArray(String[]::new);
  }
}
