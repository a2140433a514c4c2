package dev.fovea.architecture;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of the modules can name: public types in packages that are exported to everyone. */
final class PublicApi {
  /** Modules of programs and measurements, which nobody builds on. */
  private static final Set<Room> PROGRAMS = Set.of(Room.EXAMPLES, Room.BENCH);

  private PublicApi() {}

  /** The modules whose types users write. */
  static List<Room> libraries() {
    return Stream.of(Room.values()).filter(room -> !PROGRAMS.contains(room)).toList();
  }

  /** The packages that a module exports to everyone. */
  static Set<String> exportedPackages(Room room) {
    return ModuleFinder.of(room.jar()).findAll().stream()
        .map(module -> module.descriptor())
        .flatMap(module -> module.exports().stream())
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Top-level public types by simple name: the packages in which one of that name stands. */
  static Map<String, Set<String>> typesByName() {
    Map<String, Set<String>> found = new TreeMap<>();
    Set<String> exported =
        Stream.of(Room.values())
            .flatMap(room -> exportedPackages(room).stream())
            .collect(Collectors.toSet());
    Room.CLASSES.stream()
        .filter(type -> exported.contains(type.getPackageName()))
        .filter(type -> type.isTopLevelClass())
        .filter(type ->
            type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC))
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .forEach(type ->
            found
                .computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>())
                .add(type.getPackageName()));
    return found;
  }

  /** The names of public types that {@code import module java.base} brings in. */
  static Set<String> namesOfJavaBase() throws IOException {
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    Set<String> names = new TreeSet<>();
    for (ModuleDescriptor.Exports export :
        Object.class.getModule().getDescriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .toList()) {
      Path folder = image.getPath("modules", "java.base", export.source().replace('.', '/'));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString().replace(".class", "");
          if (file.toString().endsWith(".class")
              && !name.contains("$")
              && !name.contains("-")
              && isPublic(export.source() + "." + name)) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  private static boolean isPublic(String type) {
    try {
      return Modifier.isPublic(
          Class.forName(type, false, Object.class.getClassLoader()).getModifiers());
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException(type, absent);
    }
  }
}
