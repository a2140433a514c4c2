package dev.fovea.data.known;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server of this machine that offers files, and fails in the ways that servers do. */
final class Offered implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();

  Offered() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** What answers a request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** Answers at a path; gives the address. */
  String at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          try {
            answer.to(exchange);
            exchange.close();
          } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
          }
        });
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Offers bytes at a path. */
  String file(String path, byte[] bytes) {
    return at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  String file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A path with an error. */
  String status(String path, int status) {
    return at(path, exchange -> exchange.sendResponseHeaders(status, -1));
  }

  /** A path that leads to another. */
  String redirect(String path, String to) {
    return at(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  /** A path that never answers. */
  String silent(String path) {
    return at(path, _ -> closing.await());
  }

  /** A path that sends a piece of what it has promised, and then nothing. */
  String stuck(String path, byte[] piece, long promised) {
    return at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, promised);
          exchange.getResponseBody().write(piece);
          exchange.getResponseBody().flush();
          closing.await();
        });
  }

  /** A path that breaks off before the end that it has promised. */
  String broken(String path, byte[] piece, long promised) {
    return at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, promised);
          exchange.getResponseBody().write(piece);
        });
  }

  /** The paths that were asked for, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
