package dev.fovea.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages within a module: small, documented, in an order. */
class PackagesTest {
  private static final int MOST_FILES = 33;

  /** One small record per operation: a list, not a hall. */
  private static final String OPERATIONS = "dev.fovea.core.op";

  private static final String CORE = "dev.fovea.core";
  private static final String VECTOR = CORE + ".vector";

  /**
   * A package and what it may use of its module; packages below a name count as the name.
   *
   * @param name the package
   * @param below the packages it may use, beside itself and those inside it
   */
  record Order(String name, List<String> below) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The order of core's packages: operations know no tensors, backends no gradients. */
  static Stream<Order> core() {
    return Stream.of(
        new Order(CORE + ".shape", List.of()),
        new Order(CORE + ".file", List.of()),
        new Order(CORE + ".op", List.of(CORE + ".shape")),
        new Order(CORE + ".graph", List.of(CORE + ".op", CORE + ".shape")),
        new Order(CORE + ".scalar", List.of(CORE + ".graph", CORE + ".op", CORE + ".shape")),
        new Order(
            CORE + ".vector",
            List.of(CORE + ".scalar", CORE + ".graph", CORE + ".op", CORE + ".shape")));
  }

  /** The order of the vector backend's packages, without what they use of the rest of core. */
  static Stream<Order> vector() {
    return Stream.of(
        vector("simd"),
        vector("geometry"),
        vector("run", "simd"),
        vector("tile", "run", "simd"),
        vector("loop", "run", "simd", "geometry"),
        vector("matmul", "tile", "loop", "run", "simd"),
        vector("conv", "matmul", "tile", "loop", "geometry", "run", "simd"),
        vector("reduce", "loop", "run", "simd", "geometry"),
        vector("pool", "reduce", "loop", "geometry", "run", "simd"),
        vector("move", "loop", "geometry", "run", "simd"));
  }

  private static Order vector(String name, String... below) {
    return new Order(
        VECTOR + "." + name, Stream.of(below).map(each -> VECTOR + "." + each).toList());
  }

  @ParameterizedTest
  @MethodSource("core")
  void packagesOfCoreUseOnlyWhatLiesBelow(Order order) {
    check(order, CORE);
  }

  @ParameterizedTest
  @MethodSource("vector")
  void packagesOfTheVectorBackendUseOnlyWhatLiesBelow(Order order) {
    check(order, VECTOR);
  }

  private static void check(Order order, String within) {
    String[] others =
        Room.CLASSES.stream()
            .map(type -> type.getPackageName())
            .filter(name -> name.equals(within) || name.startsWith(within + "."))
            .filter(name -> !isIn(name, order.name()))
            .filter(name -> order.below().stream().noneMatch(below -> isIn(name, below)))
            .distinct()
            .toArray(String[]::new);
    assertThat(others).isNotEmpty();
    noClasses()
        .that()
        .resideInAPackage(order.name() + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(Room.CLASSES);
  }

  private static boolean isIn(String name, String outer) {
    return name.equals(outer) || name.startsWith(outer + ".");
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  void noPackageIsAHall(Room room) {
    PackageGraph graph = new PackageGraph(room);
    assertThat(graph.packages())
        .isNotNull()
        .filteredOn(name -> !name.equals(OPERATIONS))
        .allSatisfy(name -> assertThat(graph.files(name)).as(name).isLessThanOrEqualTo(MOST_FILES));
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  void everyPackageSaysItsIdea(Room room) throws IOException {
    for (String name : new PackageGraph(room).packages()) {
      Path file =
          room.folder()
              .resolve("src/main/java")
              .resolve(name.replace('.', '/'))
              .resolve("package-info.java");
      assertThat(Files.readString(file)).as(name).startsWith("/**");
    }
  }

  /** {@code -Dfovea.draw=true} draws the page anew. */
  @Test
  void thePageOfPackagesIsDrawnFromTheCode() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Packages

        Drawn from the compiled classes by a test; do not edit. A package stands on a floor above
        all packages of its module that it uses, so imports run downward. To draw the page anew:

        ```console
        $ ./mvnw -B -pl architecture -am verify -Dtest=PackagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.argLine=-Dfovea.draw=true
        ```
        """);
    for (Room room : Room.values()) {
      page.append("\n## ").append(room.module()).append("\n\n");
      page.append(new PackageGraph(room).table());
    }
    Path file = Path.of(System.getProperty("fovea.root"), "docs", "packages.md");
    if (Boolean.getBoolean("fovea.draw")) {
      Files.writeString(file, page);
    }
    assertThat(Files.readString(file)).isEqualTo(page.toString());
  }
}
