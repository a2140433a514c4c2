package dev.fovea.cli;

import dev.fovea.cli.config.Recipe;
import dev.fovea.data.known.Download;
import dev.fovea.data.known.Fetcher;
import dev.fovea.data.known.Inventory;
import dev.fovea.data.known.KnownFile;
import dev.fovea.data.known.KnownFolders;
import dev.fovea.data.known.KnownSet;
import dev.fovea.data.known.KnownSets;
import dev.fovea.data.known.Source;
import dev.fovea.formats.architecture.Nearest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea data}. */
@Command(
    name = "data",
    description = {
      "List the public data sets and weights that the recipes use: whether they are here, which"
          + " files belong to them and where these are offered; and fetch them.",
      "",
      "They are put into $FOVEA_CACHE or, without it, the usual place for such files"
          + " (~/.cache/fovea/data on Linux), and found there by name: --data mnist. Sets below"
          + " $FOVEA_DATA are found too.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  fovea data                       what there is, and what of it is here",
      "  fovea data mnist                 its files, their sums, where they are offered",
      "  fovea data mnist --download      fetch what is missing, and check it",
      "  fovea train mnist-cnn --data mnist"
    })
final class DataCommand implements Callable<Integer> {
  private static final int WIDTH = 80;
  private static final String INDENT = "  ";

  @ParentCommand private @Nullable Main main;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "One of the list.")
  private @Nullable String name;

  @Option(
      names = "--download",
      description = "Fetch the files that are missing or wrong. Each is checked first.")
  private boolean isDownload;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Look into this folder, and fetch into it, instead of the usual ones.")
  private @Nullable Path folder;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "Fetch from below this address instead of the official ones: the names of the files are"
              + " put after it. They must hold the same.")
  private @Nullable String mirror;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Main.terminalOf(main);
    if (name == null) {
      if (isDownload || folder != null || mirror != null) {
        throw new UsageException("data: name a set; fovea data lists them");
      }
      list(terminal, KnownFolders.ofProcess());
      return 0;
    }
    String asked = name;
    KnownSet set = KnownSets.named(asked).orElseThrow(() -> unknown(asked));
    if (mirror != null && !isDownload) {
      throw new UsageException("--from: it is of use only with --download");
    }
    KnownFolders folders = KnownFolders.ofProcess();
    if (isDownload) {
      return download(terminal, mirror == null ? set : mirrored(set, mirror), folders);
    }
    describe(terminal, set, folders);
    return 0;
  }

  private static UsageException unknown(String name) {
    List<String> lines = new ArrayList<>();
    lines.add("unknown set " + name);
    Nearest.to(name, KnownSets.names()).ifPresent(near -> lines.add("  did you mean: " + near));
    lines.add("  known:        " + String.join(", ", KnownSets.names()));
    return new UsageException(String.join("\n", lines));
  }

  // ---- the list ----

  private static void list(Terminal terminal, KnownFolders folders) {
    int width = KnownSets.names().stream().mapToInt(String::length).max().orElse(0);
    for (KnownSet set : KnownSets.ALL) {
      Optional<Path> found = folders.find(set);
      Inventory.Presence presence =
          found.map(at -> Inventory.of(set, at).presence()).orElse(Inventory.Presence.MISSING);
      String word = String.format(Locale.ROOT, "%-7s", presence.name().toLowerCase(Locale.ROOT));
      terminal.line(
          (terminal.bold(set.name())
                  + " ".repeat(width - set.name().length() + 2)
                  + (presence == Inventory.Presence.HERE ? terminal.good(word) : word)
                  + found.map(at -> "  " + at).orElse(""))
              .stripTrailing());
    }
    terminal.line("");
    terminal.line("put into " + folders.cache());
    terminal.line("fovea data NAME says more; fovea data NAME --download fetches it");
  }

  // ---- one set ----

  private void describe(Terminal terminal, KnownSet set, KnownFolders folders) throws IOException {
    terminal.line(terminal.bold(set.name()));
    paragraph(terminal, "", set.what());
    terminal.line("");
    paragraph(terminal, "license   ", set.license());
    paragraph(terminal, "homepage  ", set.homepage());
    paragraph(terminal, "recipes   ", String.join(", ", set.recipes()));
    Path at = folder == null ? folders.find(set).orElseGet(() -> folders.place(set)) : folder;
    Inventory inventory = Inventory.of(set, at).checked();
    paragraph(terminal, "folder    ", at.toString());
    terminal.line("");
    for (Inventory.Entry entry : inventory.entries()) {
      show(terminal, entry);
    }
    terminal.line("");
    showSource(terminal, set, inventory.presence());
  }

  private static void show(Terminal terminal, Inventory.Entry entry) {
    KnownFile file = entry.file();
    String state =
        switch (entry.state()) {
          case RIGHT -> terminal.good("right");
          case THERE ->
              file.checksum().isPresent()
                  ? "there as " + entry.path().getFileName() + ", not checked"
                  : "there, no sum is known";
          case WRONG -> terminal.bad("wrong");
          case MISSING -> "missing";
        };
    terminal.line(terminal.bold(file.name()) + "  " + size(file) + state);
    file.checksum().ifPresent(sum -> terminal.line(INDENT + sum));
    file.addresses().forEach(address -> terminal.line(INDENT + address));
  }

  private static String size(KnownFile file) {
    return file.bytes().isPresent()
        ? NumberFormat.number(file.bytes().getAsLong()) + " bytes  "
        : "";
  }

  private static void showSource(Terminal terminal, KnownSet set, Inventory.Presence presence) {
    switch (set.source()) {
      case Source.Separate _ -> {}
      case Source.TarGz(KnownFile archive, String inside) ->
          showArchive(terminal, archive, "which holds them in " + inside + "/");
      case Source.HarZip(KnownFile archive) ->
          showArchive(
              terminal,
              archive,
              "whose texts --download turns into these arrays; the last 500 rows of its test set"
                  + " are test, the others val");
      case Source.ByHand(List<String> how) -> how.forEach(terminal::line);
    }
    boolean isOffered = !(set.source() instanceof Source.ByHand);
    if (presence != Inventory.Presence.HERE && isOffered) {
      terminal.line("fovea data " + set.name() + " --download fetches what is missing.");
      terminal.line(
          set.source() instanceof Source.Separate
              ? "Without internet: put the files into the folder by hand."
              : "Without internet: put the archive into the folder; --download unpacks it then.");
    }
  }

  private static void showArchive(Terminal terminal, KnownFile archive, String use) {
    paragraph(terminal, "", "They come from " + archive.name() + ", " + use + ":");
    archive
        .bytes()
        .ifPresent(bytes -> terminal.line(INDENT + NumberFormat.number(bytes) + " bytes"));
    archive.checksum().ifPresent(sum -> terminal.line(INDENT + sum));
    archive.addresses().forEach(address -> terminal.line(INDENT + address));
    terminal.line("");
  }

  /** A text after a title, in lines of at most 80 characters where words allow. */
  private static void paragraph(Terminal terminal, String title, String text) {
    StringBuilder line = new StringBuilder(title);
    boolean isFresh = true;
    for (String word : text.split(" ", -1)) {
      if (!isFresh && line.length() + 1 + word.length() > WIDTH) {
        terminal.line(line.toString());
        line = new StringBuilder(" ".repeat(title.length()));
        isFresh = true;
      }
      line.append(isFresh ? "" : " ").append(word);
      isFresh = false;
    }
    terminal.line(line.toString());
  }

  // ---- fetching ----

  private int download(Terminal terminal, KnownSet set, KnownFolders folders) throws IOException {
    Path at = folder == null ? folders.place(set) : folder;
    terminal.line(terminal.bold(set.name()) + " into " + at);
    int fetched = new Fetcher(Download.telling(new Progress(terminal))).fetch(set, at);
    terminal.line(
        fetched == 0
            ? "all " + set.files().size() + " files were there and right"
            : "fetched "
                + set.fetched().stream().map(KnownFile::name).collect(Collectors.joining(", ")));
    for (String recipe : set.recipes().stream().filter(Recipe.NAMES::contains).limit(1).toList()) {
      terminal.line(
          "next: fovea train "
              + recipe
              + (set.isWeights() ? " --data …" : " --data " + (folder == null ? set.name() : at)));
    }
    return 0;
  }

  private static KnownSet mirrored(KnownSet set, String mirror) {
    String base = mirror.endsWith("/") ? mirror : mirror + "/";
    try {
      if (!URI.create(base).toURL().getProtocol().startsWith("http")) {
        throw new IllegalArgumentException("no web address");
      }
    } catch (IllegalArgumentException | MalformedURLException _) {
      throw new UsageException("--from: expected an address of the web but was " + mirror);
    }
    return switch (set.source()) {
      case Source.Separate _ ->
          set.files(set.files().stream().map(file -> file.at(base + file.name())).toList());
      case Source.TarGz(KnownFile archive, String inside) ->
          set.from(new Source.TarGz(archive.at(base + archive.name()), inside));
      case Source.HarZip(KnownFile archive) ->
          set.from(new Source.HarZip(archive.at(base + archive.name())));
      case Source.ByHand _ -> set;
    };
  }

  /** A line for each file; on a terminal also how far it is. */
  private record Progress(Terminal terminal) implements Download.Listener {
    private static final long PIECE = 1 << 18;

    @Override
    public void asks(KnownFile file, URI address) {
      terminal.line(INDENT + file.name() + " from " + address.getHost());
    }

    @Override
    public void has(KnownFile file, long before, long bytes, OptionalLong all) {
      if (terminal.interactive() && before / PIECE != bytes / PIECE) {
        terminal.replaceLine(
            INDENT
                + file.name()
                + "  "
                + megabytes(bytes)
                + (all.isPresent() ? " of " + megabytes(all.getAsLong()) : "")
                + " MB");
      }
    }

    @Override
    public void failed(KnownFile file, URI address, String reason) {
      clear();
      terminal.line(INDENT + INDENT + reason);
    }

    @Override
    public void done(KnownFile file, long bytes) {
      clear();
      terminal.line(
          INDENT
              + INDENT
              + NumberFormat.number(bytes)
              + " bytes"
              + (file.checksum().isPresent() ? ", sum right" : ", no sum is known"));
    }

    private void clear() {
      if (terminal.interactive()) {
        terminal.replaceLine("");
      }
    }

    private static String megabytes(long bytes) {
      return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
  }
}
