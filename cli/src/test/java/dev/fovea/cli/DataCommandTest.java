package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.fovea.data.known.KnownFile;
import dev.fovea.data.known.KnownFolders;
import dev.fovea.data.known.KnownSets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea data}. */
class DataCommandTest {
  @TempDir Path folder;

  @Test
  void listHasALineForEachSet() {
    Captured said = Captured.run("data");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out().lines().limit(KnownSets.ALL.size()))
        .allSatisfy(line -> assertThat(line).matches("[a-z0-9-]+ +(here|partly|missing)(  .*)?"));
    assertThat(said.out()).contains("\nput into ");
  }

  @Test
  void detailsNameEachFile() throws IOException {
    Files.writeString(folder.resolve("t10k-labels-idx1-ubyte.gz"), "damaged");
    Files.writeString(folder.resolve("train-labels-idx1-ubyte"), "unpacked");
    Captured said = Captured.run("data", "mnist", "--folder", folder.toString());
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith("mnist\nHandwritten digits: ")
        .contains("\nrecipes   mnist-cnn, mnist-logistic, ")
        .contains("\nfolder    " + folder + "\n")
        .contains("\ntrain-images-idx3-ubyte.gz  9,912,422 bytes  missing\n  SHA-256 440fcabf")
        .contains(
            "\ntrain-labels-idx1-ubyte.gz  28,881 bytes  there as train-labels-idx1-ubyte, not"
                + " checked\n")
        .contains("\nt10k-labels-idx1-ubyte.gz  4,542 bytes  wrong\n")
        .contains("\n  https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz\n")
        .contains("\nWithout internet: put the files into the folder by hand.\n");
    assertThat(Captured.run("data", "cifar10", "--folder", folder.toString()).out())
        .contains("cifar-10-binary.tar.gz", "  MD5 c32a1d4ab5d03f1284b67883e8d87530\n");
    assertThat(Captured.run("data", "seismic", "--folder", folder.toString()).out())
        .contains("There is no official file.")
        .doesNotContain("--download");
  }

  @Test
  void unknownSetNamesTheNearest() {
    Captured said = Captured.run("data", "mnst");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: unknown set mnst
              did you mean: mnist
              known:        mnist, fashion-mnist, cifar10, har, seismic, resnet20
            """);
    assertThat(Captured.run("data", "--download").err())
        .isEqualTo("fovea: data: name a set; fovea data lists them\n");
    assertThat(Captured.run("data", "mnist", "--download", "--from", "nowhere").err())
        .isEqualTo("fovea: --from: expected an address of the web but was nowhere\n");
  }

  @Test
  void withoutInternetTheMessageSaysWhatToPutWhere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String mirror = "http://127.0.0.1:" + port + "/files";
    Captured said =
        Captured.run(
            "data", "resnet20", "--download", "--folder", folder.toString(), "--from", mirror);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: download: there is no connection to where resnet20-12fca82f.th is offered
              asked:        %s/resnet20-12fca82f.th
              answer:       no connection
              by hand, put: resnet20-12fca82f.th
              into:         %s
              then:         fovea data resnet20 says whether they are right
            """
                .formatted(mirror, folder));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void filesOfAMirrorMustBeTheOfficialOnes() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 1_099_231);
            exchange.getResponseBody().write(new byte[1_099_231]);
          }
        });
    server.start();
    try {
      Captured said =
          Captured.run(
              "data",
              "resnet20",
              "--download",
              "--folder",
              folder.toString(),
              "--from",
              "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.err()).contains("wrong checksum: expected SHA-256 12fca82f");
      assertThat(folder).isEmptyDirectory();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void realFilesAreFetchedFromAMirrorAndRead() throws IOException {
    String data = System.getenv("FOVEA_DATA");
    Assumptions.assumeTrue(data != null, "FOVEA_DATA is not set: no real files here");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] bytes =
                Files.readAllBytes(Path.of(data, "mnist" + exchange.getRequestURI().getPath()));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    try {
      String mirror = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      String at = folder.resolve("mnist").toString();
      Captured said = Captured.run("data", "mnist", "--download", "--folder", at, "--from", mirror);
      assertThat(said.err()).isEmpty();
      assertThat(said.out())
          .contains("    9,912,422 bytes, sum right\n", "next: fovea train mnist-cnn --data " + at);
      assertThat(Captured.run("data", "mnist", "--folder", at).out())
          .contains("t10k-images-idx3-ubyte.gz  1,648,877 bytes  right\n")
          .doesNotContain("by hand");
      assertThat(
              Captured.run("data", "mnist", "--download", "--folder", at, "--from", mirror).out())
          .contains("all 4 files were there and right\n");
    } finally {
      server.stop(0);
    }
  }

  // ---- sets by name ----

  @Test
  void knownSetsAreFoundByName() throws IOException {
    KnownFolders folders = new KnownFolders(folder.resolve("cache"), Optional.empty());
    Path named = Path.of("har");
    assertThatThrownBy(() -> DataPath.of(named, folders))
        .hasMessageStartingWith(
            """
            data: har is not here
              looked in: %s
              to fetch:  fovea data har --download
              by hand:   put x_train.npy, y_train.npy,\
            """
                .formatted(folder.resolve("cache/har")));
    Files.createDirectories(folder.resolve("cache/har"));
    for (KnownFile file : KnownSets.named("har").orElseThrow().files()) {
      Files.writeString(folder.resolve("cache/har").resolve(file.name()), "");
    }
    assertThat(DataPath.of(named, folders)).isEqualTo(folder.resolve("cache/har"));
    Path other = Path.of("no-such-folder");
    assertThat(DataPath.of(other, folders)).isEqualTo(other);
    assertThat(DataPath.of(folder, folders)).isEqualTo(folder);
  }
}
