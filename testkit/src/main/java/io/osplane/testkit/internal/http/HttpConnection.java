package io.osplane.testkit.internal.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: reads requests, one after the other, and lets a handler answer. */
final class HttpConnection implements Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /** In milliseconds. */
  private static final int MOMENT = 100;

  private final Socket socket;
  private final Executor threads;
  private final DataInputStream in;
  private final OutputStream out;
  private boolean reusable = true;
  private String webSocketKey = "";

  HttpConnection(Socket socket, Executor threads) throws IOException {
    this.socket = socket;
    this.threads = threads;
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  void serve(HttpHandler handler) throws IOException {
    HttpRequest request = next();
    while (request != null) {
      webSocketKey = request.header("sec-websocket-key");
      handler.handle(request, this);
      request = reusable ? next() : null;
    }
  }

  private @Nullable HttpRequest next() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
    }
    if (headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
      reusable = false;
    }
    return HttpRequest.of(line, headers, body(headers));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = Integer.parseInt(line(), 16);
    while (size > 0) {
      body.write(in.readNBytes(size));
      line();
      size = Integer.parseInt(line(), 16);
    }
    line();
    return body.toByteArray();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void answer(int code, String contentType, byte[] body) throws IOException {
    answer(code, Map.of("Content-Type", contentType), body);
  }

  @Override
  public void answer(int code, Map<String, String> headers, byte[] body) throws IOException {
    head(code, headers, "Content-Length: " + body.length);
    out.write(body);
    out.flush();
  }

  private void head(int code, Map<String, String> headers, String framing) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + code + " -\r\n" + framing + "\r\n");
    new TreeMap<>(headers).forEach((n, v) -> head.append(n).append(": ").append(v).append("\r\n"));
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void stream(String contentType, Feed feed) throws IOException {
    reusable = false;
    Map<String, String> headers = Map.of("Content-Type", contentType, "Connection", "close");
    head(200, headers, "Transfer-Encoding: chunked");
    out.flush();
    threads.execute(() -> endWithClient(feed, in::read));
    pump(feed, this::chunk);
    chunk(new byte[0]);
  }

  private void chunk(byte[] data) throws IOException {
    out.write((Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(data);
    out.write('\r');
    out.write('\n');
    out.flush();
  }

  @Override
  public void streamWebSocket(String subprotocol, Feed feed) throws IOException {
    WebSocket socket = webSocket(subprotocol);
    threads.execute(() -> endWithClient(feed, () -> socket.read() == null ? -1 : 0));
    pump(feed, message -> socket.write(WebSocket.TEXT, message));
    socket.close();
  }

  @Override
  public WebSocket webSocket(String subprotocol) throws IOException {
    reusable = false;
    Map<String, String> headers = new TreeMap<>();
    headers.put("Upgrade", "websocket");
    headers.put("Sec-WebSocket-Accept", WebSocket.acceptKey(webSocketKey));
    if (!subprotocol.isEmpty()) {
      headers.put("Sec-WebSocket-Protocol", subprotocol);
    }
    head(101, headers, "Connection: Upgrade");
    out.flush();
    awaitFirstWord();
    return new WebSocket(in, out);
  }

  /**
   * Waits until the client says something, or for a moment if it does not. Some clients begin to
   * listen only after they saw the upgrade, and lose what was said before; real servers take longer
   * to say anything than that, this one would not.
   */
  private void awaitFirstWord() throws IOException {
    socket.setSoTimeout(MOMENT);
    in.mark(1);
    try {
      if (in.read() >= 0) {
        in.reset();
      }
    } catch (SocketTimeoutException e) {
      LOG.trace("the client only listens", e);
    } finally {
      socket.setSoTimeout(0);
    }
  }

  private interface Reading {
    int read() throws IOException;
  }

  private interface Writing {
    void write(byte[] message) throws IOException;
  }

  private static void endWithClient(Feed feed, Reading client) {
    try {
      int read = client.read();
      while (read >= 0) {
        read = client.read();
      }
    } catch (IOException e) {
      LOG.trace("the client is gone, or the server closes", e);
    } finally {
      feed.end();
    }
  }

  private static void pump(Feed feed, Writing writing) throws IOException {
    try {
      for (byte[] message = feed.take(); message != null; message = feed.take()) {
        writing.write(message);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      feed.end();
    }
  }

  @Override
  public void hang() throws IOException {
    reusable = false;
    in.transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void drop() throws IOException {
    reusable = false;
    socket.close();
  }
}
