package dev.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java that readers see compiles: examples in Javadoc ({@code <pre>{@code …}</pre>}) and blocks
 * of Java in the README and the guide. A block that is no Java stands in plain {@code <pre>}, or in
 * a block of another language.
 *
 * <p>What a block of a page takes for granted stands above it, unseen by readers: {@code <!--
 * given: Tensor left; -->}.
 */
class SnippetsTest {
  private static final Pattern IN_JAVADOC =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\s*\\* \\}</pre>", Pattern.DOTALL);
  private static final Pattern IN_MARKDOWN =
      Pattern.compile(
          "(?:^<!-- given: (.*?) -->\\n)?^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);
  private static final Pattern MAIN = Pattern.compile("^(static )?void main\\(", Pattern.MULTILINE);

  private static final Pattern DECLARATION =
      Pattern.compile(
          "^ *(?:for \\()?([A-Z][\\w.]*(?:<[\\w<>, ]+>)?|int|long|float|double)((?:\\[\\])*) (\\w+) [=:] ",
          Pattern.MULTILINE);

  /** What examples may use without saying what it is, beside what their page declares elsewhere. */
  private static final Map<String, String> CONTEXT =
      Stream.of(
              "Sequential: net, network, model, cnn, mlp, pretrained",
              "Layer: layer",
              "Dataset: train, validation, test, data, digits, set",
              "Trainer: trainer",
              "Optimizer: optimizer",
              "Fit: fit",
              "Split: split",
              "History: history",
              "Predictions: predictions",
              "Tensor: x, y, image, images, targets",
              "Path: file, folder, dir, path, run",
              "List<String>: names, classNames, classes",
              "SequencedMap<String, Tensor>: tensors",
              "Seed: seed",
              "long: epoch")
          .map(each -> each.split(": "))
          .flatMap(each -> Stream.of(each[1].split(", ")).map(name -> Map.entry(name, each[0])))
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));

  @TempDir Path scratch;

  /**
   * An example.
   *
   * @param place the file it stands in
   * @param code the example
   * @param page all Java of the file
   * @param given declarations it takes for granted
   */
  private record Snippet(String place, String code, String page, String given) {}

  @Test
  void examplesCompile() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Room room : PublicApi.libraries()) {
      for (String name : PublicApi.exportedPackages(room)) {
        Path folder = room.folder().resolve("src/main/java").resolve(name.replace('.', '/'));
        collect(snippets, folder, ".java", IN_JAVADOC);
      }
    }
    Path root = Path.of(System.getProperty("fovea.root"));
    collect(snippets, root.resolve("README.md"), ".md", IN_MARKDOWN);
    collect(snippets, root.resolve("docs"), ".md", IN_MARKDOWN);
    assertThat(snippets).hasSizeGreaterThan(50);

    List<Path> sources = new ArrayList<>();
    for (int i = 0; i < snippets.size(); i++) {
      Path source = scratch.resolve("Snippet" + i + ".java");
      Files.writeString(source, program(snippets.get(i)));
      sources.add(source);
    }
    String errors =
        SnippetCompiler.errors(scratch, sources).stream()
            .map(error -> explained(error, snippets))
            .collect(Collectors.joining("\n"));
    assertThat(errors).isEmpty();
  }

  private static void collect(List<Snippet> snippets, Path from, String ending, Pattern pattern)
      throws IOException {
    try (Stream<Path> files = Files.walk(from, ending.equals(".java") ? 1 : Integer.MAX_VALUE)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).sorted().toList()) {
        boolean isJavadoc = ending.equals(".java");
        List<MatchResult> found = pattern.matcher(Files.readString(file)).results().toList();
        List<String> blocks =
            found.stream()
                .map(each -> isJavadoc ? withoutStars(each.group(1)) : each.group(2))
                .toList();
        for (int i = 0; i < found.size(); i++) {
          String given = isJavadoc ? "" : Objects.toString(found.get(i).group(1), "");
          snippets.add(
              new Snippet(
                  file.getFileName().toString(), blocks.get(i), String.join("\n", blocks), given));
        }
      }
    }
  }

  private static String withoutStars(String javadoc) {
    return javadoc.replaceAll("(?m)^ *\\* ?", "").replace("&#64;", "@");
  }

  /** A compact source file around an example: statements go into a method. */
  private static String program(Snippet snippet) {
    String code = snippet.code();
    StringBuilder text = new StringBuilder();
    PublicApi.libraries()
        .forEach(room -> text.append("import module ").append(room.module()).append(";\n"));
    Matcher imports = IMPORT.matcher(code);
    while (imports.find()) {
      if (!imports.group().startsWith("import module dev.fovea")) {
        text.append(imports.group()).append('\n');
      }
    }
    String rest = IMPORT.matcher(code).replaceAll("");
    boolean isProgram = MAIN.matcher(rest).find();
    text.append(fields(snippet, isProgram ? code + snippet.given() : snippet.given()));
    text.append(snippet.given()).append('\n');
    text.append(isProgram ? rest : "void main() throws Exception {\n" + rest + "\n}\n");
    return text.toString();
  }

  /** The context, and what the page declares, each name once; local variables hide them. */
  private static String fields(Snippet snippet, String taken) {
    Map<String, String> fields = new LinkedHashMap<>(CONTEXT);
    Matcher declared = DECLARATION.matcher(snippet.page());
    Map<String, String> ofPage = new LinkedHashMap<>();
    while (declared.find()) {
      ofPage.putIfAbsent(declared.group(3), declared.group(1) + declared.group(2));
    }
    fields.putAll(ofPage);
    Matcher own = DECLARATION.matcher(taken);
    while (own.find()) {
      fields.remove(own.group(3));
    }
    return fields.entrySet().stream()
        .map(field -> field.getValue() + " " + field.getKey() + ";\n")
        .collect(Collectors.joining());
  }

  private static String explained(String error, List<Snippet> snippets) {
    Matcher number = Pattern.compile("^Snippet(\\d+)").matcher(error);
    if (!number.find()) {
      return error;
    }
    return snippets.get(Integer.parseInt(number.group(1))).place() + ": " + error;
  }
}
