package io.osplane.internal.openstack;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.ProxyHost;

/**
 * What one HTTP client has in common for all its requests.
 *
 * @param sslContext null for the default of the JVM
 * @param proxy null for the default of the JVM
 */
record ClientSettings(
    Duration connectTimeout, @Nullable SSLContext sslContext, @Nullable InetSocketAddress proxy) {
  private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * The settings in it.
   *
   * @throws UnsupportedOperationException if it turns the verification of certificates off, has a
   *     verifier of host names, or a proxy with credentials
   */
  static ClientSettings of(Config config) {
    if (config.isIgnoreSSLVerification() || config.getHostNameVerifier() != null) {
      throw new UnsupportedOperationException(
          "certificates and host names are always verified; give an SSL context that trusts the"
              + " CA of the cloud (Config.withSSLContext)");
    }
    return new ClientSettings(
        config.getConnectTimeout() > 0
            ? Duration.ofMillis(config.getConnectTimeout())
            : DEFAULT_CONNECT_TIMEOUT,
        config.getSslContext(),
        address(config.getProxy()));
  }

  private static @Nullable InetSocketAddress address(@Nullable ProxyHost proxy) {
    if (proxy == null) {
      return null;
    }
    if (proxy.getUsername() != null) {
      throw new UnsupportedOperationException(
          "the proxy " + proxy.getHostWithPort() + " has credentials; use one without");
    }
    return InetSocketAddress.createUnresolved(proxy.getRawHost(), proxy.getPort());
  }

  /** A builder with them. */
  HttpClient.Builder toBuilder() {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(connectTimeout);
    if (sslContext != null) {
      builder.sslContext(sslContext);
    }
    if (proxy != null) {
      builder.proxy(ProxySelector.of(proxy));
    }
    return builder;
  }
}
