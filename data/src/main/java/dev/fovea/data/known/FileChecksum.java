package dev.fovea.data.known;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file must hold.
 *
 * @param algorithm how it is counted
 * @param hex the sum, in small hexadecimal digits
 */
public record FileChecksum(Algorithm algorithm, String hex) {
  private static final int BUFFER = 1 << 16;

  /** How a sum is counted. */
  public enum Algorithm {
    /** SHA-256. */
    SHA_256("SHA-256", 64),
    /** MD5: tells damaged files, not forged ones; some publishers give nothing else. */
    MD5("MD5", 32);

    private final String label;
    private final int digits;

    Algorithm(String label, int digits) {
      this.label = label;
      this.digits = digits;
    }

    /** What it is called. */
    public String label() {
      return label;
    }

    MessageDigest digest() {
      try {
        return MessageDigest.getInstance(label);
      } catch (NoSuchAlgorithmException missing) {
        throw new IllegalStateException("every Java platform must offer " + label, missing);
      }
    }
  }

  /** Checks the digits. */
  public FileChecksum {
    if (!hex.matches("[0-9a-f]{" + algorithm.digits + "}")) {
      throw new IllegalArgumentException(
          "checksum: expected " + algorithm.digits + " hexadecimal digits but was " + hex);
    }
  }

  /** A SHA-256. */
  public static FileChecksum sha256(String hex) {
    return new FileChecksum(Algorithm.SHA_256, hex);
  }

  /** An MD5. */
  public static FileChecksum md5(String hex) {
    return new FileChecksum(Algorithm.MD5, hex);
  }

  /** The SHA-256 of a file. */
  public static String sha256(Path file) throws IOException {
    return of(file, Algorithm.SHA_256);
  }

  /** The sum of a file of any size. */
  static String of(Path file, Algorithm algorithm) throws IOException {
    MessageDigest digest = algorithm.digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether a file holds what it must. */
  public boolean fits(Path file) throws IOException {
    return of(file, algorithm).equals(hex);
  }

  /** Such as {@code MD5 c32a1d4a…}. */
  @Override
  public String toString() {
    return algorithm.label + " " + hex;
  }
}
