package io.osplane.real;

import io.osplane.real.Relay.Request;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer over the {@link Relay}, on a connection of their own. */
final class Exchange implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final Pattern CONNECTION = Pattern.compile("(?im)^connection:.*\r\n");
  private final Socket client;
  private final BufferedInputStream in;
  private final URI server;
  private final Executor threads;
  private final Consumer<Request> onPass;
  private volatile Socket upstream = new Socket();
  private volatile Request request = new Request(0, "", "", "");
  private String head = "";
  private byte[] body = {};

  Exchange(Socket client, URI server, Executor threads, Consumer<Request> onPass)
      throws IOException {
    this.client = client;
    this.in = new BufferedInputStream(client.getInputStream());
    this.server = server;
    this.threads = threads;
    this.onPass = onPass;
    client.setTcpNoDelay(true);
  }

  /** Reads the request; false if the client went without one. */
  boolean read(AtomicInteger count) throws IOException {
    head = head(in);
    if (head.isEmpty()) {
      return false;
    }
    body = in.readNBytes(Integer.parseInt("0" + header("content-length")));
    String[] words = head.split(" ", 3);
    String token = header("authorization").replaceFirst("^Bearer ", "");
    request = new Request(count.incrementAndGet(), words[0], words[1], token);
    return true;
  }

  Request request() {
    return request;
  }

  boolean isClosed() {
    return client.isClosed();
  }

  /** Whether the sender has not hung up. */
  boolean isAwaited() throws IOException {
    client.setSoTimeout(1);
    in.mark(1);
    try {
      return in.read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      in.reset();
      client.setSoTimeout(0);
    }
  }

  /** Hands the request on and brings back whatever comes, as it comes. */
  void pass() throws IOException {
    InputStream answer = send();
    threads.execute(() -> pump(in, upstream));
    OutputStream out = client.getOutputStream();
    out.write(bytes(isUpgrade() ? head(answer) : closing(head(answer))));
    out.flush();
    pump(answer, client);
  }

  /** Hands the request on, and hangs up when the server has answered. */
  void passWithoutAnswer() throws IOException {
    head(send());
    close();
  }

  /** Answers in the server's place. */
  void answer(int code, String headers, String text) throws IOException {
    String framing = "Content-Length: " + bytes(text).length + "\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(bytes("HTTP/1.1 " + code + " -\r\n" + headers + framing + text));
    client.shutdownOutput();
    in.transferTo(OutputStream.nullOutputStream());
  }

  private InputStream send() throws IOException {
    upstream = connect();
    onPass.accept(request);
    OutputStream out = upstream.getOutputStream();
    out.write(bytes(isUpgrade() ? head : closing(head)));
    out.write(body);
    out.flush();
    return new BufferedInputStream(upstream.getInputStream());
  }

  /** Every connection is for one request, unless that one makes it another protocol's. */
  private static String closing(String head) {
    return CONNECTION
        .matcher(head)
        .replaceAll("")
        .replaceFirst("\r\n", "\r\nConnection: close\r\n");
  }

  private boolean isUpgrade() {
    return header("upgrade").equalsIgnoreCase("websocket");
  }

  private void pump(InputStream from, Socket to) {
    byte[] buffer = new byte[16_384];
    try {
      OutputStream out = to.getOutputStream();
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      LOG.trace("one side is gone: so is the exchange", e);
    } finally {
      close();
    }
  }

  private String header(String name) {
    Matcher line = Pattern.compile("(?im)^" + name + ": *(.*?)\r\n").matcher(head);
    return line.find() ? line.group(1) : "";
  }

  private static String head(InputStream from) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = from.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private Socket connect() throws IOException {
    int port = server.getPort();
    if (server.getScheme().equals("http")) {
      return new Socket(server.getHost(), port);
    }
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new AnyServer()}, null);
      return tls.getSocketFactory().createSocket(server.getHost(), port < 0 ? 443 : port);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    for (Socket socket : List.of(client, upstream)) {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.trace("it was closed", e);
      }
    }
  }

  /** As the kubeconfigs of the {@link Lab} have it: the certificate is not looked at. */
  private record AnyServer() implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
