package dev.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every public type says what it is. Read from the sources, because class files keep no comments.
 */
class DocumentationTest {

  @ParameterizedTest
  @EnumSource(Room.class)
  void everyPublicTypeIsDocumented(Room room) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var sources = files.getJavaFileObjectsFromPaths(sources(room));
      var parser = (JavacTask) compiler.getTask(null, files, null, null, null, sources);
      DocTrees comments = DocTrees.instance(parser);
      for (CompilationUnitTree file : parser.parse()) {
        assertThat(file.getTypeDecls())
            .filteredOn(ClassTree.class::isInstance)
            .filteredOn(type -> isPublic((ClassTree) type))
            .allSatisfy(type ->
                assertThat(comments.getDocComment(TreePath.getPath(file, type)))
                    .as(
                        "Javadoc of %s in %s",
                        ((ClassTree) type).getSimpleName(), file.getSourceFile().getName())
                    .isNotBlank());
      }
    }
  }

  private static boolean isPublic(ClassTree type) {
    return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
  }

  private static List<Path> sources(Room room) throws IOException {
    try (Stream<Path> files = Files.walk(room.folder().resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
