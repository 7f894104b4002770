package io.osplane.internal.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.ProxyHost;
import org.openstack4j.core.transport.UntrustedSSL;

/** A service that does not answer, and settings that are not honoured. */
class ExchangeFailureTest {
  private static final Config IMPATIENT = Config.newConfig().withReadTimeout(100);

  private final FakeCloud cloud = FakeCloud.named("token");
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void closeCloud() {
    released.countDown();
    cloud.close();
  }

  @Test
  void request_fails_whenTheServiceIsSilent() {
    cloud.on("/x", exchange -> awaitRelease());
    HttpRequest<Void> request = cloud.request("/x").config(IMPATIENT).build();
    assertThatThrownBy(() -> new JdkConnector().execute(request))
        .isInstanceOf(ConnectionException.class)
        .hasMessageStartingWith(
            "GET " + cloud.url() + "/x: no whole answer within 100 ms; see that");
  }

  @Test
  void request_fails_whenTheBodyStalls() {
    cloud.on(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitRelease();
        });
    HttpRequest<Void> request = cloud.request("/x").config(IMPATIENT).build();
    assertThatThrownBy(() -> new JdkConnector().execute(request))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("no whole answer within 100 ms");
  }

  @Test
  void request_fails_whenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    HttpRequest<Void> request =
        HttpRequest.builder().endpoint("http://127.0.0.1:" + port).path("/x").build();
    assertThatThrownBy(() -> new JdkConnector().execute(request))
        .isInstanceOf(ConnectionException.class)
        .hasMessageStartingWith("GET http://127.0.0.1:" + port + "/x: no answer: java.net.Connect");
  }

  @Test
  void thread_staysInterrupted_whenInterruptedInARequest() {
    cloud.on("/x", exchange -> awaitRelease());
    HttpRequest<Void> request = cloud.request("/x").build();
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> new JdkConnector().execute(request));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown)
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("interrupted while waiting for the answer");
  }

  static Stream<Config> notHonoured() {
    return Stream.of(
        Config.newConfig().withSSLVerificationDisabled(),
        Config.newConfig().withHostnameVerifier(UntrustedSSL.getHostnameVerifier()),
        Config.newConfig().withProxy(ProxyHost.of("proxy", 1, "me", FakeCloud.PASSWORD)));
  }

  @ParameterizedTest
  @MethodSource("notHonoured")
  void request_isRefused_whenTheConfigAsksForMore(Config config) {
    HttpRequest<Void> request = cloud.request("/x").config(config).build();
    Throwable thrown = catchThrowable(() -> new JdkConnector().execute(request));
    assertThat(thrown).isInstanceOf(UnsupportedOperationException.class);
    assertThat(stackTrace(thrown)).doesNotContain(FakeCloud.PASSWORD);
  }

  static Stream<Consumer<FakeCloud>> failuresOfKeystone() {
    return Stream.of(
        cloud -> cloud.tokens(401, "{\"error\": {\"message\": \"" + FakeCloud.PASSWORD + "\"}}"),
        cloud -> cloud.tokens(400, FakeCloud.PASSWORD),
        cloud -> cloud.tokens(500, FakeCloud.PASSWORD),
        cloud -> cloud.tokens(201, FakeCloud.PASSWORD),
        cloud -> cloud.tokens(201, "{\"token\": {\"project\": \"" + FakeCloud.PASSWORD + "\"}}"),
        FakeCloud::close);
  }

  @ParameterizedTest
  @MethodSource("failuresOfKeystone")
  void password_isInNoText_whenAuthenticationFails(Consumer<FakeCloud> failure) {
    failure.accept(cloud);
    Throwable thrown = catchThrowable(cloud::authenticate);
    assertThat(thrown).isNotNull();
    assertThat(stackTrace(thrown))
        .contains("POST " + cloud.url() + "/v3/auth/tokens")
        .doesNotContain(FakeCloud.PASSWORD);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
