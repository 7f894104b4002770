package io.osplane.testkit.internal.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The server's side of a WebSocket (RFC 6455). One thread may read while others write. */
public final class WebSocket {
  static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FINAL = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int NORMAL_CLOSURE = 1000;
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final DataInputStream in;
  private final OutputStream out;

  WebSocket(DataInputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  static String acceptKey(String key) {
    try {
      byte[] text = (key + GUID).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }

  /** The next data message; null when the client closes. Pings are answered on the way. */
  public byte @Nullable [] read() throws IOException {
    byte[] message = new byte[0];
    while (true) {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      byte[] payload = payload();
      int opcode = first & 0x0f;
      if (opcode == CLOSE) {
        return null;
      } else if (opcode == PING) {
        write(PONG, payload);
      } else if (opcode != PONG) {
        message =
            ByteBuffer.allocate(message.length + payload.length).put(message).put(payload).array();
        if ((first & FINAL) != 0) {
          return message;
        }
      }
    }
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == SHORT_LENGTH) {
      length = in.readUnsignedShort();
    } else if (length == LONG_LENGTH) {
      length = in.readLong();
    }
    byte[] mask = (second & FINAL) != 0 ? in.readNBytes(4) : new byte[4];
    byte[] payload = in.readNBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  /** Sends a binary message on a channel, as exec does. */
  public void write(byte channel, byte[] data) throws IOException {
    write(BINARY, ByteBuffer.allocate(data.length + 1).put(channel).put(data).array());
  }

  void write(int opcode, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
    frame.put((byte) (FINAL | opcode));
    if (payload.length < SHORT_LENGTH) {
      frame.put((byte) payload.length);
    } else if (payload.length <= 0xffff) {
      frame.put((byte) SHORT_LENGTH).putShort((short) payload.length);
    } else {
      frame.put((byte) LONG_LENGTH).putLong(payload.length);
    }
    frame.put(payload);
    synchronized (out) {
      out.write(frame.array(), 0, frame.position());
      out.flush();
    }
  }

  /** Says that nothing more will come. */
  public void close() throws IOException {
    write(CLOSE, ByteBuffer.allocate(2).putShort((short) NORMAL_CLOSURE).array());
  }
}
