package io.osplane.internal.openstack;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.core.transport.Config;

/** Clouds with a CA of their own. */
class TlsTest {
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void cloud_isReached_onlyWithAContextThatTrustsIt() throws Exception {
    SSLContext context = context("IP:127.0.0.1");
    try (FakeCloud cloud = cloud(context)) {
      Config trusting = Config.newConfig().withSSLContext(context);
      assertThat(cloud.authenticate(trusting).getToken().getId()).isEqualTo("tls-1");
      assertThatThrownBy(cloud::authenticate)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("its certificate is trusted");
    }
  }

  @Test
  void cloud_isRefused_whenItsCertificateNamesAnotherHost() throws Exception {
    SSLContext context = context("DNS:elsewhere.example");
    try (FakeCloud cloud = cloud(context)) {
      Config trusting = Config.newConfig().withSSLContext(context);
      assertThatThrownBy(() -> cloud.authenticate(trusting))
          .isInstanceOf(ConnectionException.class);
      assertThat(cloud.tokensIssued()).isZero();
    }
  }

  private static FakeCloud cloud(SSLContext context) throws Exception {
    HttpsServer server = HttpsServer.create(FakeCloud.loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new FakeCloud("tls", server);
  }

  /** With a self-signed certificate of this host, and trusting nothing else. */
  private SSLContext context(String host) throws Exception {
    Path file = folder.resolve("store.p12");
    makeStore(file, host);
    KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, STORE_PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void makeStore(Path file, String host) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "cloud",
            "-dname",
            "CN=cloud",
            "-ext",
            "san=" + host,
            "-keystore",
            file.toString(),
            "-storepass",
            new String(STORE_PASSWORD));
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(DISCARD).start();
    assertThat(keytool.waitFor()).isZero();
    assertThat(Files.size(file)).isPositive();
  }
}
