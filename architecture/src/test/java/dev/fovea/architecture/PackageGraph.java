package dev.fovea.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The packages of a module, and which of them uses which, read from the compiled classes. */
final class PackageGraph {
  private final String root;
  private final Map<String, Set<String>> uses = new TreeMap<>();
  private final Map<String, Set<String>> files = new TreeMap<>();

  PackageGraph(Room room) {
    this.root = room.module();
    for (JavaClass type : Room.CLASSES) {
      if (!isInside(type)) {
        continue;
      }
      uses.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>());
      type.getSource()
          .flatMap(source -> source.getFileName())
          .filter(name -> !name.equals("package-info.java"))
          .ifPresent(
              name -> files.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>()).add(name));
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isInside(target) && !target.getPackageName().equals(type.getPackageName())) {
          uses.get(type.getPackageName()).add(target.getPackageName());
        }
      }
    }
  }

  private boolean isInside(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  /** All packages with classes, by name. */
  Set<String> packages() {
    return files.keySet();
  }

  /** How many source files a package has. */
  int files(String name) {
    return files.getOrDefault(name, Set.of()).size();
  }

  /** The packages of the same module that a package uses. */
  Set<String> uses(String name) {
    return uses.getOrDefault(name, Set.of());
  }

  /**
   * The packages floor by floor: on the ground what uses nothing of the module, above it what uses
   * lower floors only.
   *
   * @throws IllegalStateException if packages use each other in a circle
   */
  List<Set<String>> floors() {
    List<Set<String>> floors = new ArrayList<>();
    Set<String> placed = new TreeSet<>();
    while (placed.size() < packages().size()) {
      Set<String> floor = new TreeSet<>();
      for (String name : packages()) {
        if (!placed.contains(name) && placed.containsAll(uses(name))) {
          floor.add(name);
        }
      }
      if (floor.isEmpty()) {
        Set<String> rest = new TreeSet<>(packages());
        rest.removeAll(placed);
        throw new IllegalStateException("packages that use each other in a circle: " + rest);
      }
      floors.add(floor);
      placed.addAll(floor);
    }
    return floors;
  }

  /** A table, the highest floor first. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append("| floor | package | files | uses |\n|---|---|---|---|\n");
    List<Set<String>> floors = floors();
    for (int floor = floors.size() - 1; floor >= 0; floor--) {
      for (String name : floors.get(floor)) {
        text.append("| ")
            .append(floor)
            .append(" | ")
            .append(shortName(name))
            .append(" | ")
            .append(files(name))
            .append(" | ")
            .append(String.join(", ", uses(name).stream().map(this::shortName).toList()))
            .append(" |\n");
      }
    }
    return text.toString();
  }

  private String shortName(String name) {
    return name.equals(root) ? "(root)" : "`" + name.substring(root.length() + 1) + "`";
  }
}
