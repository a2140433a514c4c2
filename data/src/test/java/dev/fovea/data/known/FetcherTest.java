package dev.fovea.data.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.DataFileException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files come in whole and right, or not at all. */
@Tag("slow")
class FetcherTest {
  private static final String CONTENT = "what the file holds\n".repeat(10_000);
  private static final byte[] BYTES = CONTENT.getBytes(StandardCharsets.UTF_8);
  private static final KnownFile FILE =
      KnownFile.of("numbers.bin").bytes(BYTES.length).checksum(FileChecksum.sha256(sha256(BYTES)));

  @TempDir Path folder;
  private Offered web;

  @BeforeEach
  void open() throws IOException {
    web = new Offered();
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static KnownSet set(KnownFile... files) {
    return new KnownSet(
        "numbers",
        "Numbers",
        false,
        "none",
        "http://127.0.0.1/",
        List.of(files),
        new Source.Separate(),
        List.of("numbers"),
        List.of("mnist-cnn"));
  }

  private int fetch(KnownSet set) throws IOException {
    return fetch(set, new Download.Listener() {});
  }

  private int fetch(KnownSet set, Download.Listener listener) throws IOException {
    return new Fetcher(new Download(Duration.ofSeconds(30), listener)).fetch(set, folder);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void rightFileTakesItsPlaceAndIsNotFetchedAgain() throws IOException {
    KnownSet set = set(FILE.at(web.file("/numbers.bin", CONTENT)));
    assertThat(fetch(set)).isEqualTo(1);
    assertThat(folder.resolve("numbers.bin")).hasContent(CONTENT);
    assertThat(names()).containsExactly("numbers.bin");
    assertThat(fetch(set)).isZero();
    assertThat(web.asked()).containsExactly("/numbers.bin");
  }

  @Test
  void damagedFileIsFetchedAgain() throws IOException {
    Files.write(folder.resolve("numbers.bin"), new byte[BYTES.length]);
    assertThat(fetch(set(FILE.at(web.file("/numbers.bin", CONTENT))))).isEqualTo(1);
    assertThat(folder.resolve("numbers.bin")).hasContent(CONTENT);
  }

  @Test
  void listenerHearsHowFarItIs() throws IOException {
    List<Long> lengths = new ArrayList<>();
    fetch(
        set(FILE.at(web.file("/numbers.bin", CONTENT))),
        new Download.Listener() {
          @Override
          public void has(KnownFile file, long before, long bytes, OptionalLong all) {
            assertThat(all).hasValue(BYTES.length);
            assertThat(before).isLessThan(bytes);
            lengths.add(bytes);
          }
        });
    assertThat(lengths).isSorted().last().isEqualTo((long) BYTES.length);
  }

  @Test
  void wrongContentIsRefusedAndWhatWasThereStays() throws IOException {
    Files.writeString(folder.resolve("numbers.bin"), "older");
    byte[] other = BYTES.clone();
    other[1000]++;
    URI address = URI.create(web.file("/numbers.bin", other));
    assertThatThrownBy(() -> fetch(set(FILE.at(address.toString()))))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            """
            download: no address gave a right numbers.bin
              asked:        %s
              answer:       wrong checksum: expected SHA-256 %s but was %s
              by hand, put: numbers.bin
              into:         %s
              then:         fovea data numbers says whether they are right\
            """
                .formatted(address, sha256(BYTES), sha256(other), folder));
    assertThat(folder.resolve("numbers.bin")).hasContent("older");
    assertThat(names()).containsExactly("numbers.bin");
  }

  @Test
  void theNextAddressIsAskedWhenOneFails() throws IOException {
    String gone = web.status("/gone/numbers.bin", 404);
    String cut = web.file("/short/numbers.bin", "too short");
    String broken = web.broken("/broken/numbers.bin", new byte[100], BYTES.length);
    String right = web.file("/right/numbers.bin", CONTENT);
    List<String> reasons = new ArrayList<>();
    Download.Listener listener =
        new Download.Listener() {
          @Override
          public void failed(KnownFile file, URI address, String reason) {
            reasons.add(reason);
          }
        };
    assertThat(fetch(set(FILE.at(gone, cut, broken, right)), listener)).isEqualTo(1);
    assertThat(reasons).hasSize(3);
    assertThat(reasons.get(0)).isEqualTo("HTTP status 404");
    assertThat(reasons.get(1)).isEqualTo("cut off: expected " + BYTES.length + " bytes but was 9");
    assertThat(reasons.get(2)).startsWith("the connection broke: ");
    assertThat(names()).containsExactly("numbers.bin");
    assertThat(folder.resolve("numbers.bin")).hasContent(CONTENT);
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    String right = web.file("/right/numbers.bin", CONTENT);
    assertThat(fetch(set(FILE.at(web.redirect("/moved", right))))).isEqualTo(1);
    assertThat(web.asked()).containsExactly("/moved", "/right/numbers.bin");
  }

  @Test
  void longerFilesThanExpectedAreNotTakenIn() throws IOException {
    byte[] longer = new byte[BYTES.length + 1];
    String told = web.file("/told", longer);
    String untold =
        web.at(
            "/untold",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(longer);
            });
    assertThatThrownBy(() -> fetch(set(FILE.at(told, untold))))
        .hasMessageContaining(
            "answer:       too long: expected at most "
                + BYTES.length
                + " bytes but was "
                + longer.length
                + "\n  asked:        "
                + untold
                + "\n  answer:       too long: ");
    assertThat(names()).isEmpty();
  }

  @Test
  void silenceEndsAfterAWhile() throws IOException {
    String silent = web.silent("/silent");
    String stuck = web.stuck("/stuck", new byte[100], BYTES.length);
    Download impatient = new Download(Duration.ofSeconds(2), new Download.Listener() {});
    assertThatThrownBy(() -> new Fetcher(impatient).fetch(set(FILE.at(silent, stuck)), folder))
        .hasMessageContaining("answer:       no answer within 2.0 s\n")
        .hasMessageContaining("answer:       nothing more came for 2.0 s\n");
    assertThat(names()).isEmpty();
  }

  @Test
  void withoutConnectionTheMessageSaysWhatToPutWhere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String dead = "http://127.0.0.1:" + port + "/numbers.bin";
    String unknown = "http://no-such-machine.invalid/numbers.bin";
    KnownFile second = KnownFile.of("names.txt").at(dead);
    assertThatThrownBy(() -> fetch(set(FILE.at(dead, unknown), second)))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            """
            download: there is no connection to where numbers.bin is offered
              asked:        %s
              answer:       no connection
              asked:        %s
              answer:       no connection
              by hand, put: numbers.bin
              by hand, put: names.txt
              into:         %s
              then:         fovea data numbers says whether they are right\
            """
                .formatted(dead, unknown, folder));
    assertThat(names()).isEmpty();
  }

  @Test
  void setsThatNobodyOffersSaySo() {
    KnownSet seismic = KnownSets.named("seismic").orElseThrow();
    assertThatThrownBy(() -> fetch(seismic))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith(
            "download: seismic is not offered anywhere as a file\n  expected: "
                + folder.resolve("seismic_windows.h5"))
        .hasMessageContaining("earthquakes         [N, 3, T] float32");
  }

  // ---- archives ----

  private KnownSet packed(byte[] archive, KnownFile... files) {
    KnownFile all = KnownFile.of("all.tar.gz").at(web.file("/all.tar.gz", archive));
    return set(files)
        .from(new Source.TarGz(all.checksum(FileChecksum.sha256(sha256(archive))), "in"));
  }

  @Test
  void filesComeOutOfAnArchive() throws IOException {
    byte[] archive =
        new Tar()
            .folder("in/")
            .file("in/readme.html", "not wanted".repeat(200))
            .file("in/a.bin", "0123456789")
            .file("../../escaped", "evil")
            .file("in/names.txt", "one\ntwo\n")
            .packed();
    KnownSet set = packed(archive, KnownFile.of("a.bin").bytes(10), KnownFile.of("names.txt"));
    assertThat(fetch(set)).isEqualTo(2);
    assertThat(names()).containsExactly("a.bin", "names.txt");
    assertThat(folder.resolve("a.bin")).hasContent("0123456789");
    assertThat(folder.resolve("names.txt")).hasContent("one\ntwo\n");
    assertThat(fetch(set)).isZero();
    assertThat(web.asked()).containsExactly("/all.tar.gz");
  }

  @Test
  void archivePutThereByHandIsUnpackedWithoutAsking() throws IOException {
    byte[] archive = new Tar().file("in/a.bin", "0123456789").packed();
    KnownSet set = packed(archive, KnownFile.of("a.bin").bytes(10));
    Files.write(folder.resolve("all.tar.gz"), archive);
    assertThat(fetch(set)).isEqualTo(1);
    assertThat(names()).containsExactly("a.bin");
    assertThat(web.asked()).isEmpty();
  }

  @Test
  void archiveWithoutAFileOrWithAWrongOneIsRefused() throws IOException {
    byte[] archive = new Tar().file("in/a.bin", "0123456789").packed();
    assertThatThrownBy(() -> fetch(packed(archive, KnownFile.of("a.bin"), KnownFile.of("b.bin"))))
        .hasMessage(
            "archive: a file is missing\n  file:     "
                + folder.resolve("all.tar.gz")
                + "\n  expected: [in/b.bin]");
    Files.delete(folder.resolve("a.bin"));
    assertThatThrownBy(() ->
            TarGz.unpack(
                folder.resolve("all.tar.gz"),
                "in",
                List.of(KnownFile.of("a.bin").bytes(11)),
                folder))
        .hasMessageContaining("expected: 11 bytes\n  found:    10 bytes");
    assertThat(names()).containsExactly("all.tar.gz");
  }

  @Test
  void damagedArchiveIsRefused() throws IOException {
    byte[] whole = new Tar().file("in/a.bin", "0123456789".repeat(5000)).packed();
    Path file = folder.resolve("all.tar.gz");
    KnownFile wanted = KnownFile.of("a.bin").bytes(50_000);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> TarGz.unpack(file, "in", List.of(wanted), folder))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith("archive: it is damaged or cut off\n  file:    " + file);
    Files.writeString(file, "no archive");
    assertThatThrownBy(() -> TarGz.unpack(file, "in", List.of(wanted), folder))
        .isInstanceOf(DataFileException.class);
    Files.write(file, Tar.gzip("no tape, but more than one block of text. ".repeat(50)));
    assertThatThrownBy(() -> TarGz.unpack(file, "in", List.of(wanted), folder))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith("archive: this is no tape archive");
    assertThat(names()).containsExactly("all.tar.gz");
  }
}
