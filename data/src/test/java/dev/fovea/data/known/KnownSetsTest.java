package dev.fovea.data.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of known sets, where they lie, and what of them is there. */
class KnownSetsTest {
  @TempDir Path folder;

  @Test
  void namesAreFoundByKind() {
    assertThat(KnownSets.names())
        .containsExactly("mnist", "fashion-mnist", "cifar10", "har", "seismic", "resnet20");
    assertThat(KnownSets.data("mnist")).isPresent();
    assertThat(KnownSets.data("resnet20")).isEmpty();
    assertThat(KnownSets.weights("resnet20")).isPresent();
    assertThat(KnownSets.named("imagenet")).isEmpty();
  }

  @Test
  void whatIsFetchedHasASumAndAnAddress() {
    for (KnownSet set : KnownSets.ALL) {
      for (KnownFile file : set.fetched()) {
        assertThat(file.checksum()).as(file.name()).isPresent();
        assertThat(file.addresses()).as(file.name()).isNotEmpty();
        assertThat(file.addresses())
            .allSatisfy(address -> assertThat(address.getScheme()).startsWith("http"));
      }
      assertThat(set.recipes()).isNotEmpty();
      assertThat(set.places()).contains(set.name());
    }
  }

  @Test
  void namesOfFilesStayInTheFolder() {
    assertThatThrownBy(() -> KnownFile.of("../escaped"))
        .hasMessage("known file: expected a plain name but was ../escaped");
    assertThatThrownBy(() -> KnownFile.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileChecksum.md5("12")).isInstanceOf(IllegalArgumentException.class);
  }

  // ---- where sets lie ----

  private Path cache(String system, Map<String, String> environment) {
    return KnownFolders.of(environment, system, folder).cache();
  }

  @Test
  void theCacheIsWhereTheSystemPutsSuchThings() {
    assertThat(cache("Linux", Map.of())).isEqualTo(folder.resolve(".cache/fovea/data"));
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", folder.resolve("x").toString())))
        .isEqualTo(folder.resolve("x/fovea/data"));
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(folder.resolve(".cache/fovea/data"));
    assertThat(cache("Mac OS X", Map.of())).isEqualTo(folder.resolve("Library/Caches/fovea/data"));
    assertThat(cache("Windows 11", Map.of())).isEqualTo(folder.resolve("AppData/Local/fovea/data"));
    assertThat(cache("Windows 11", Map.of("LOCALAPPDATA", folder.resolve("l").toString())))
        .isEqualTo(folder.resolve("l/fovea/data"));
    String chosen = folder.resolve("chosen").toString();
    assertThat(cache("Linux", Map.of("FOVEA_CACHE", chosen, "XDG_CACHE_HOME", "/x")))
        .isEqualTo(Path.of(chosen));
  }

  private static KnownSet mnist() {
    return KnownSets.named("mnist").orElseThrow();
  }

  private void put(Path at, int files) throws IOException {
    Files.createDirectories(at);
    for (KnownFile file : mnist().files().subList(0, files)) {
      Files.write(at.resolve(file.name()), new byte[(int) file.bytes().orElseThrow()]);
    }
  }

  @Test
  void wholeSetsComeBeforeParts() throws IOException {
    KnownFolders folders =
        KnownFolders.of(
            Map.of(
                "FOVEA_CACHE", folder.resolve("cache").toString(),
                "FOVEA_DATA", folder.resolve("shared").toString()),
            "Linux",
            folder);
    assertThat(folders.find(mnist())).isEmpty();
    put(folder.resolve("cache/mnist"), 3);
    assertThat(folders.find(mnist())).contains(folder.resolve("cache/mnist"));
    put(folder.resolve("shared/mnist"), 4);
    assertThat(folders.find(mnist())).contains(folder.resolve("shared/mnist"));
    put(folder.resolve("cache/mnist"), 4);
    assertThat(folders.find(mnist())).contains(folder.resolve("cache/mnist"));
    assertThat(folders.candidates(KnownSets.named("resnet20").orElseThrow()))
        .contains(folder.resolve("shared/models/pytorch"));
  }

  @Test
  void inventoryTellsRightFromWrong() throws IOException {
    assertThat(Inventory.of(mnist(), folder).presence()).isEqualTo(Inventory.Presence.MISSING);
    put(folder, 4);
    Inventory quick = Inventory.of(mnist(), folder);
    assertThat(quick.presence()).isEqualTo(Inventory.Presence.HERE);
    assertThat(quick.checked().presence()).isEqualTo(Inventory.Presence.PARTLY);
    assertThat(quick.checked().entries())
        .allSatisfy(entry -> assertThat(entry.state()).isEqualTo(Inventory.State.WRONG));
    Files.writeString(folder.resolve("t10k-labels-idx1-ubyte.gz"), "short");
    assertThat(Inventory.of(mnist(), folder).entries().get(3).state())
        .isEqualTo(Inventory.State.WRONG);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
    Files.writeString(folder.resolve("t10k-labels-idx1-ubyte"), "unpacked");
    assertThat(Inventory.of(mnist(), folder).checked().entries().get(3).state())
        .isEqualTo(Inventory.State.THERE);
  }

  @Test
  void realFilesAreRight() throws IOException {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real files here");
    KnownFolders folders = KnownFolders.of(Map.of("FOVEA_DATA", data), "Linux", folder);
    for (String name : List.of("mnist", "fashion-mnist", "resnet20")) {
      KnownSet set = KnownSets.named(name).orElseThrow();
      Path at = folders.find(set).orElse(folder);
      assertThat(Inventory.of(set, at).checked().entries())
          .allSatisfy(entry -> assertThat(entry.state()).isEqualTo(Inventory.State.RIGHT));
    }
  }
}
