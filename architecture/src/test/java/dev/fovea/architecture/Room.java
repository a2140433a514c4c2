package dev.fovea.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** A room of the house, and the rooms it may know. */
enum Room {
  CORE,
  NN,
  FILES,
  DATA,
  FORMATS,
  PLOT,
  CLI,
  EXAMPLES,
  BENCH;

  /** The classes of all rooms, without their tests. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.fovea");

  /** Whether this room may use the other. */
  boolean mayUse(Room other) {
    return switch (this) {
      case CORE -> false;
      case NN, FILES -> other == CORE;
      case DATA, FORMATS -> other == CORE || other == NN || other == FILES;
      case PLOT -> other == CORE || other == NN;
      case CLI, EXAMPLES, BENCH -> other != CLI && other != EXAMPLES && other != BENCH;
    };
  }

  /** The name of the JPMS module. */
  String module() {
    return "dev.fovea." + folderName();
  }

  /** The room's package with all packages in it, as ArchUnit writes it. */
  String packages() {
    return "dev.fovea." + folderName() + "..";
  }

  /** The rooms that this room must not use. */
  Stream<Room> forbidden() {
    return Stream.of(values()).filter(room -> room != this && !mayUse(room));
  }

  /** The room's folder in the repository. */
  Path folder() {
    return Path.of(System.getProperty("fovea.root"), folderName());
  }

  /** The room's packaged jar. */
  Path jar() {
    String version = System.getProperty("fovea.version");
    return folder().resolve("target/fovea-%s-%s.jar".formatted(folderName(), version));
  }

  private String folderName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
