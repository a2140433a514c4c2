package dev.fovea.cli.config;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Document;
import dev.fovea.cli.yaml.Section;
import dev.fovea.data.Problem;
import dev.fovea.data.known.FileChecksum;
import dev.fovea.data.known.KnownFolders;
import dev.fovea.data.known.KnownSet;
import dev.fovea.data.known.KnownSets;
import dev.fovea.formats.LoadReport;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.Weights;
import dev.fovea.nn.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Weights that a network starts from: {@code pretrained: FILE}, or {@code pretrained: {file: FILE,
 * sha-256: …}}.
 *
 * @param file where they are, or should be
 * @param sha256 what the file must hold, if that is said
 * @param set the known set of this name, if the file is one that Fovea can fetch
 * @param place where this is written, for errors
 */
public record Pretrained(Path file, Optional<String> sha256, Optional<KnownSet> set, String place) {
  static final String KEY = "pretrained";
  private static final String FILE = "file";
  private static final String SHA_256 = "sha-256";

  /**
   * Weights that were loaded.
   *
   * @param file the file
   * @param sha256 of all its bytes
   * @param report what became of its tensors
   */
  public record Loaded(Path file, String sha256, LoadReport report) {}

  /** Reads what is written; a path is left absolute. */
  static Optional<Pretrained> read(Section root, Path base) {
    if (!root.has(KEY)) {
      return Optional.empty();
    }
    if (root.value(KEY).orElseThrow().isObject()) {
      Section section = root.requiredSection(KEY).knowing(FILE, SHA_256);
      Pretrained named = named(section, FILE, base);
      Optional<String> sum = section.text(SHA_256);
      if (sum.isPresent() && !sum.get().matches("[0-9a-f]{64}")) {
        throw section.wrong(SHA_256, "64 hexadecimal digits", section.value(SHA_256).orElseThrow());
      }
      return Optional.of(new Pretrained(named.file, sum, named.set, named.place));
    }
    return Optional.of(named(root, KEY, base));
  }

  private static Pretrained named(Section section, String key, Path base) {
    String word = section.requiredText(key);
    Optional<KnownSet> known =
        Files.exists(base.resolve(word)) ? Optional.empty() : KnownSets.weights(word);
    if (known.isEmpty()) {
      Path file = section.path(key, base);
      Path inside = Files.isDirectory(file) ? file.resolve("model" + ModelFile.EXTENSION) : file;
      return new Pretrained(inside, Optional.empty(), Optional.empty(), section.where(key));
    }
    KnownFolders folders = KnownFolders.ofProcess();
    Path file =
        folders
            .find(known.get())
            .orElseGet(() -> folders.place(known.get()))
            .resolve(known.get().files().getFirst().name());
    if (Files.isRegularFile(file)) {
      section.write(key, file.toString());
    }
    return new Pretrained(file, Optional.empty(), known, section.where(key));
  }

  /** The same, of which the sum is known now. */
  Pretrained being(Loaded loaded) {
    return new Pretrained(loaded.file(), Optional.of(loaded.sha256()), set, place);
  }

  /** Writes down what was loaded. */
  static void write(ObjectNode tree, Loaded loaded) {
    ObjectNode written = Document.YAML.createObjectNode();
    written.put(FILE, loaded.file().toString());
    written.put(SHA_256, loaded.sha256());
    tree.set(KEY, written);
  }

  /**
   * Gives a network these weights, all of them: none may be missing and none left over.
   *
   * @throws ConfigException if there is no such file, it has changed, or does not fit
   */
  Loaded into(Layer network) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw missing();
    }
    String found = FileChecksum.sha256(file);
    if (sha256.isPresent() && !sha256.get().equals(found)) {
      throw new ConfigException(
          Problem.of("config: the pretrained weights are not those they were")
              .with("file", place)
              .with("weights", file)
              .with("expected", "SHA-256 " + sha256.get())
              .with("found", "SHA-256 " + found));
    }
    try {
      return new Loaded(file, found, Weights.read(file).stateDict().into(network));
    } catch (IOException refused) {
      throw new ConfigException(
          Problem.of("config: the pretrained weights cannot be used")
              .with("file", place)
              .with("weights", file)
              .with("because", String.valueOf(refused.getMessage()).replace("\n", "\n  ")),
          refused);
    }
  }

  private ConfigException missing() {
    Problem problem =
        Problem.of("config: the pretrained weights are missing")
            .with("file", place)
            .with("looked for", file);
    if (set.isPresent()) {
      problem =
          problem
              .with("to fetch", "fovea data " + set.get().name() + " --download")
              .with("by hand", "fovea data " + set.get().name() + " says where from");
    }
    return new ConfigException(problem.with("hint", "--pretrained FILE names another file"));
  }
}
