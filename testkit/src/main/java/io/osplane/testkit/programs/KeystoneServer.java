package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;
import java.time.Duration;
import java.util.Set;

/** Keystone's API server. */
final class KeystoneServer implements Program {
  private static final int PORT = 5000;
  private static final Set<String> PROVIDERS = Set.of("fernet", "jws");

  /** The exit code of uWSGI when the application cannot be loaded. */
  private static final int NO_APP = 22;

  private static final Duration START = Duration.ofSeconds(3);
  private static final Duration DRAIN = Duration.ofSeconds(3);
  private final Container container;
  private final KeystoneConfig config;
  private final FernetTokens tokens;
  private boolean listens;

  KeystoneServer(Container container) {
    this.container = container;
    this.config = KeystoneConfig.read(container);
    this.tokens = new FernetTokens(container);
  }

  @Override
  public void start() {
    container.after(START, this::load);
  }

  private void load() {
    if (!PROVIDERS.contains(config.tokenProvider())) {
      container.log(
          "ImportError: Unable to find '%s' driver in 'keystone.token.provider'."
              .formatted(config.tokenProvider()));
      container.exit(NO_APP);
      return;
    }
    listens = true;
    container.changed();
  }

  @Override
  public Duration stop(Duration grace) {
    return DRAIN;
  }

  @Override
  public boolean listens(int port) {
    return listens && port == PORT;
  }

  @Override
  public HttpReply http(HttpCall call) {
    if (!listens) {
      return HttpReply.of(503, "");
    }
    return switch (call.path()) {
      case "/v3", "/v3/" ->
          HttpReply.json(200, "{\"version\":{\"id\":\"v3.14\",\"status\":\"stable\"}}");
      case "/healthcheck" -> HttpReply.of(200, "OK");
      default -> request(call);
    };
  }

  private HttpReply request(HttpCall call) {
    try {
      DatabaseLink database = config.database(container);
      Identity identity =
          Identity.load(database)
              .orElseThrow(() -> new DatabaseException(1146, "Table 'project' doesn't exist"));
      Duration validity = Duration.ofSeconds(config.expiration());
      KeystoneLogin login = new KeystoneLogin(identity, tokens, container.now().plus(validity));
      return new KeystoneRequest(identity, login, call).answer(() -> identity.save(database));
    } catch (DatabaseException e) {
      container.log("ERROR keystone.server.flask.application " + e.getMessage());
      return KeystoneRequest.error(500, "Internal Server Error", "an unexpected error");
    }
  }
}
