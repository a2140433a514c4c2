package dev.fovea.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles source files against the packaged modules, without writing anything. */
final class SnippetCompiler {
  private SnippetCompiler() {}

  /**
   * What the compiler reports, a line each; empty if all is well.
   *
   * @param folder where class files may be written
   */
  static List<String> errors(Path folder, List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String modules =
        PublicApi.libraries().stream()
            .map(room -> room.jar().toString())
            .collect(Collectors.joining(java.io.File.pathSeparator));
    List<String> errors = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      compiler
          .getTask(
              null,
              files,
              found,
              List.of(
                  "-proc:none",
                  "-implicit:none",
                  "-Xdiags:compact",
                  "-d",
                  folder.toString(),
                  "--module-path",
                  modules + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                  "--add-modules",
                  "dev.fovea.cli"),
              null,
              files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    for (Diagnostic<? extends JavaFileObject> each : found.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        JavaFileObject source = each.getSource();
        String place = source == null ? "" : Path.of(source.getName()).getFileName() + ":";
        errors.add(place + each.getLineNumber() + ": " + each.getMessage(Locale.ROOT));
      }
    }
    return errors;
  }
}
