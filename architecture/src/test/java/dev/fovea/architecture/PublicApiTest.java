package dev.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that users write after {@code import module dev.fovea.nn}. */
class PublicApiTest {
  /** Larger only on purpose: what is public by accident is public for ever. */
  private static final int MOST_TYPES = 290;

  private static final Pattern AUDIENCE = Pattern.compile("\\bFor [a-z]");

  @TempDir Path folder;

  @Test
  void noTwoExportedTypesShareASimpleName() {
    assertThat(PublicApi.typesByName())
        .isNotEmpty()
        .allSatisfy((name, packages) -> assertThat(packages).as(name).hasSize(1));
  }

  @Test
  void noExportedTypeHasTheNameOfOneOfJavaBase() throws IOException {
    Set<String> ofJava = PublicApi.namesOfJavaBase();
    assertThat(ofJava).contains("List", "Parameter", "Buffer", "Callback");
    assertThat(PublicApi.typesByName().keySet()).doesNotContainAnyElementsOf(ofJava);
  }

  @Test
  void thePublicApiStaysSmall() {
    Map<String, Set<String>> types = PublicApi.typesByName();
    System.out.println("exported public types: " + types.size());
    assertThat(types).hasSizeLessThanOrEqualTo(MOST_TYPES);
  }

  @Test
  void layersCanBeWrittenInACompactSourceFile() throws IOException {
    Path program = folder.resolve("Program.java");
    Files.writeString(
        program,
        """
        import module dev.fovea.nn;

        void main() {
          List<Layer> layers =
              List.of(new Relu(), new Dropout(0.5), new Softmax(), new Sigmoid(), new Tanh());
          Param weight = Param.zeros("weight", DType.FLOAT32, Shape.of(2));
          StateBuffer mean = StateBuffer.of("mean", Tensor.zeros(2));
          List<TrainerCallback> callbacks = List.of();
          Sequential network =
              Sequential.input(1, 8, 8).conv2d(4, 3).relu().flatten().linear(2).build(Seed.of(1));
        }
        """);
    assertThat(SnippetCompiler.errors(folder, List.of(program))).isEmpty();
  }

  @Test
  void allModulesCanBeImportedTogether() throws IOException {
    StringBuilder text = new StringBuilder();
    PublicApi.libraries()
        .forEach(room -> text.append("import module ").append(room.module()).append(";\n"));
    text.append("\nvoid main() {\n");
    int number = 0;
    for (String type : PublicApi.typesByName().keySet()) {
      text.append("  Class<?> type")
          .append(number++)
          .append(" = ")
          .append(type)
          .append(".class;\n");
    }
    text.append("}\n");
    Path program = folder.resolve("Everything.java");
    Files.writeString(program, text);
    List<String> errors = SnippetCompiler.errors(folder, List.of(program));
    assertThat(errors).filteredOn(error -> error.contains("ambiguous")).isEmpty();
  }

  @Test
  void everyExportedPackageSaysForWhomItIs() throws IOException {
    for (Room room : PublicApi.libraries()) {
      for (String name : PublicApi.exportedPackages(room)) {
        Path file =
            room.folder()
                .resolve("src/main/java")
                .resolve(name.replace('.', '/'))
                .resolve("package-info.java");
        assertThat(Files.readString(file)).as(name).containsPattern(AUDIENCE);
      }
    }
  }
}
