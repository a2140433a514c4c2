package dev.fovea.data.known;

import dev.fovea.data.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches one file: from its addresses in order, into a temporary file beside its place, which is
 * checked and then moved there in one step. Whatever happens, what was there stays until then, and
 * nothing half written is left.
 *
 * @param patience how long to wait for a connection, an answer, or the next piece of a file
 * @param listener is told how far it is
 */
public record Download(Duration patience, Listener listener) {
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);
  private static final int BUFFER = 1 << 16;
  private static final int OK = 200;

  /** The longest file of unknown length that is taken. */
  private static final long MOST_BYTES = 1L << 30;

  /** Is told how a file comes in. */
  public interface Listener {
    /** An address is asked. */
    default void asks(KnownFile file, URI address) {}

    /**
     * A piece has come.
     *
     * @param before how many bytes there were
     * @param bytes how many there are now
     * @param all the length of the file, if it is known
     */
    default void has(KnownFile file, long before, long bytes, OptionalLong all) {}

    /** An address gave nothing that can be used. */
    default void failed(KnownFile file, URI address, String reason) {}

    /** The file is in its place. */
    default void done(KnownFile file, long bytes) {}
  }

  /** Says nothing as it goes. */
  public static Download quiet() {
    return telling(new Listener() {});
  }

  /** Tells how far it is. */
  public static Download telling(Listener listener) {
    return new Download(USUAL_PATIENCE, listener);
  }

  /**
   * Fetches a file.
   *
   * @throws DownloadException with the reason of each address, if none gave it
   */
  void fetch(KnownFile file, Path target) throws IOException {
    boolean isOffline = true;
    Problem reasons = Problem.of("");
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      for (URI address : file.addresses()) {
        listener.asks(file, address);
        Attempt attempt = new Attempt(client, file, address, target);
        Optional<Refusal> refusal = attempt.refusal();
        if (refusal.isEmpty()) {
          return;
        }
        listener.failed(file, address, refusal.get().reason());
        isOffline &= refusal.get().isUnreachable();
        reasons = reasons.with("asked", address).with("answer", refusal.get().reason());
      }
    }
    throw new DownloadException(
        new Problem(
            "download: "
                + (isOffline
                    ? "there is no connection to where " + file.name() + " is offered"
                    : "no address gave a right " + file.name()),
            reasons.facts()));
  }

  /**
   * Why an address gave no file.
   *
   * @param reason for people
   * @param isUnreachable whether there was no connection at all
   */
  private record Refusal(String reason, boolean isUnreachable) {}

  /** One address. */
  private final class Attempt {
    private final HttpClient client;
    private final KnownFile file;
    private final URI address;
    private final Path target;

    Attempt(HttpClient client, KnownFile file, URI address, Path target) {
      this.client = client;
      this.file = file;
      this.address = address;
      this.target = target;
    }

    /** Fetches the file; gives the reason if that is not possible. */
    Optional<Refusal> refusal() throws IOException {
      Path temporary =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      // Ctrl-C ends the process without unwinding: this removes the file then.
      temporary.toFile().deleteOnExit();
      try {
        Optional<String> fault = receive(temporary);
        if (fault.isPresent()) {
          return Optional.of(new Refusal(fault.get(), false));
        }
        long bytes = Files.size(temporary);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        listener.done(file, bytes);
        return Optional.empty();
      } catch (InterruptedException | ClosedByInterruptException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("download: interrupted", interrupted);
      } catch (HttpConnectTimeoutException _) {
        return Optional.of(new Refusal("no connection within " + seconds(), true));
      } catch (HttpTimeoutException _) {
        return Optional.of(new Refusal("no answer within " + seconds(), false));
      } catch (ConnectException _) {
        return Optional.of(new Refusal("no connection", true));
      } catch (LocalException broken) {
        throw broken.cause;
      } catch (IOException broken) {
        String why = broken.getMessage() == null ? broken.toString() : broken.getMessage();
        return Optional.of(new Refusal("the connection broke: " + why, false));
      } finally {
        Files.deleteIfExists(temporary);
      }
    }

    /** Takes the file in; gives what is wrong with it, if anything. */
    private Optional<String> receive(Path temporary) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(patience)
              .header("User-Agent", "fovea")
              .GET()
              .build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          return Optional.of("HTTP status " + response.statusCode());
        }
        OptionalLong told = response.headers().firstValueAsLong("Content-Length");
        OptionalLong all = file.bytes().isPresent() ? file.bytes() : told;
        if (told.isPresent() && told.getAsLong() > most()) {
          return Optional.of(tooLong(told.getAsLong()));
        }
        return copy(body, temporary, all);
      }
    }

    private Optional<String> copy(InputStream body, Path temporary, OptionalLong all)
        throws IOException {
      MessageDigest digest =
          file.checksum()
              .map(FileChecksum::algorithm)
              .orElse(FileChecksum.Algorithm.SHA_256)
              .digest();
      byte[] buffer = new byte[BUFFER];
      long bytes = 0;
      try (Watch watch = new Watch(body);
          OutputStream out = opened(temporary)) {
        for (int count = watch.read(buffer); count >= 0; count = watch.read(buffer)) {
          bytes += count;
          if (bytes > most()) {
            return Optional.of(tooLong(bytes));
          }
          digest.update(buffer, 0, count);
          write(out, buffer, count);
          listener.has(file, bytes - count, bytes, all);
        }
        if (watch.isOver()) {
          return Optional.of("nothing more came for " + seconds());
        }
      }
      if (file.bytes().isPresent() && bytes != file.bytes().getAsLong()) {
        return Optional.of(
            "cut off: expected " + file.bytes().getAsLong() + " bytes but was " + bytes);
      }
      String sum = HexFormat.of().formatHex(digest.digest());
      return file.checksum()
          .filter(expected -> !expected.hex().equals(sum))
          .map(expected ->
              "wrong checksum: expected "
                  + expected.algorithm().label()
                  + " "
                  + expected.hex()
                  + " but was "
                  + sum);
    }

    private OutputStream opened(Path temporary) throws LocalException {
      try {
        return Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
      } catch (IOException refused) {
        throw new LocalException(refused);
      }
    }

    private void write(OutputStream out, byte[] buffer, int count) throws LocalException {
      try {
        out.write(buffer, 0, count);
      } catch (IOException refused) {
        throw new LocalException(refused);
      }
    }

    private long most() {
      return file.bytes().orElse(MOST_BYTES);
    }

    private String tooLong(long bytes) {
      return "too long: expected at most " + most() + " bytes but was " + bytes;
    }

    private String seconds() {
      return patience.toMillis() / 1000.0 + " s";
    }
  }

  /** Our own disk is at fault: another address would not help. */
  private static final class LocalException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient IOException cause;

    LocalException(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** Reads a stream, and closes it when nothing comes for too long: reading would wait forever. */
  private final class Watch implements AutoCloseable {
    private final InputStream in;
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private volatile boolean over;

    Watch(InputStream in) {
      this.in = in;
      long pace = Math.max(1, patience.toMillis() / 10);
      var unused = clock.scheduleAtFixedRate(this::look, pace, pace, TimeUnit.MILLISECONDS);
    }

    private void look() {
      if (System.nanoTime() - last.get() > patience.toNanos()) {
        over = true;
        try {
          in.close();
        } catch (IOException _) {
          clock.shutdown(); // it is closed one way or the other
        }
      }
    }

    int read(byte[] buffer) throws IOException {
      try {
        int count = in.read(buffer);
        last.set(System.nanoTime());
        return over ? -1 : count;
      } catch (IOException broken) {
        if (over) {
          return -1;
        }
        throw broken;
      }
    }

    boolean isOver() {
      return over;
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }
}
