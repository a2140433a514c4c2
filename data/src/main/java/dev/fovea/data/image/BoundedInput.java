package dev.fovea.data.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a picture for a decoder. Some decoders continue at the end of a file that is cut off
 * or made to mislead them, reading nothing for minutes: after some attempts this ends with an error
 * that they do not take for the end of the file.
 */
final class BoundedInput extends ImageInputStreamImpl {
  private static final int MOST_READS_AT_THE_END = 1000;

  private final byte[] content;
  private int readsAtTheEnd;

  BoundedInput(byte[] content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (streamPos >= content.length) {
      return ended();
    }
    return content[(int) streamPos++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= content.length) {
      return ended();
    }
    int count = (int) Math.min(length, content.length - streamPos);
    System.arraycopy(content, (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  private int ended() throws IOException {
    readsAtTheEnd++;
    if (readsAtTheEnd > MOST_READS_AT_THE_END) {
      throw new IOException("the file ends too early");
    }
    return -1;
  }

  @Override
  public long length() {
    return content.length;
  }
}
