package io.osplane.internal.openstack;

import java.time.Duration;
import java.util.Optional;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.openstack.internal.OSAuthenticator;
import org.openstack4j.openstack.internal.OSClientSession;

/**
 * Openstack4j's connector over {@code java.net.http}. Thread-safe.
 *
 * <p>Of a {@link Config} it takes the SSL context, the proxy and the timeouts in milliseconds. The
 * connect timeout (0: 10 s) ends the opening of a connection; the read timeout (0: 60 s) ends the
 * whole exchange, so that no server can hold a thread for longer. Bodies are held in memory, both
 * ways. Redirects are not followed, for they could carry a token to another server.
 *
 * <p>Requests throw {@code ConnectionException} if there is no whole answer in time, {@code
 * IllegalArgumentException} if the request is no valid HTTP, {@code UnsupportedOperationException}
 * for a {@link Config} that asks for what {@link ClientSettings} refuses. No text of them holds a
 * body, a query or the value of a header.
 */
public final class JdkConnector implements HttpExecutorService {
  private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(60);

  private final JdkClients clients = new JdkClients();

  @Override
  public <R> HttpResponse execute(HttpRequest<R> request) {
    JdkRequest sent = JdkRequest.of(request);
    JdkResponse answer = send(sent, request.getConfig());
    return answer.getStatus() == 401
        ? renewedToken(sent)
            .map(token -> send(sent.withToken(token), request.getConfig()))
            .orElse(answer)
        : answer;
  }

  private JdkResponse send(JdkRequest request, Config config) {
    Duration limit =
        config.getReadTimeout() > 0
            ? Duration.ofMillis(config.getReadTimeout())
            : DEFAULT_READ_TIMEOUT;
    return new Exchange(clients.of(ClientSettings.of(config)), limit).send(request);
  }

  /** Renews only the token that was refused: another session's token is no business of a server. */
  private static Optional<String> renewedToken(JdkRequest refused) {
    OSClientSession<?, ?> session = OSClientSession.getCurrent();
    if (session == null || !refused.hasToken(session.getTokenId())) {
      return Optional.empty();
    }
    OSAuthenticator.reAuthenticate();
    return Optional.ofNullable(session.getTokenId());
  }

  @Override
  public String getExecutorDisplayName() {
    return "Osplane connector on java.net.http";
  }
}
