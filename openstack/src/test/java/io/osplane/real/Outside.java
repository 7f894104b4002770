package io.osplane.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Somebody outside the Kubernetes cluster who trusts one authority, and knows all names of a domain
 * at one address, as a DNS server would have it.
 */
final class Outside {
  private static final int PATIENCE_MILLIS = 10_000;
  private final SSLContext trust;
  private final String address;
  private final int port;

  /**
   * Trusts an authority.
   *
   * @param authority its certificate in PEM
   */
  Outside(String authority, String address, int port) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "authority",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(authority.getBytes(UTF_8))));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    this.trust = SSLContext.getInstance("TLS");
    trust.init(null, managers.getTrustManagers(), null);
    this.address = address;
    this.port = port;
  }

  /**
   * The whole answer, with its head.
   *
   * @param headers lines of the request's head
   * @throws javax.net.ssl.SSLException if the certificate is not for that name
   */
  String get(String name, String path, String... headers) throws IOException {
    try (Socket plain = new Socket(address, port);
        SSLSocket socket =
            (SSLSocket) trust.getSocketFactory().createSocket(plain, name, port, true)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      String head = String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList());
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n%s\r\n"
                  .formatted(path, name, port, head)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
