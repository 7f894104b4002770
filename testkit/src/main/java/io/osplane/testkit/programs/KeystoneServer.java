package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.time.Duration;
import java.util.Set;

/** Keystone's API. It loads without its database, and then answers requests with errors. */
final class KeystoneServer implements WebServer.Application {
  private static final Set<String> PROVIDERS = Set.of("fernet", "jws");
  private final Container container;
  private final ServiceConfig config;
  private final Databases databases;
  private final FernetTokens tokens;

  KeystoneServer(Container container, ServiceConfig config) {
    this.container = container;
    this.config = config;
    this.databases = new Databases(container, config);
    this.tokens = new FernetTokens(container);
  }

  @Override
  public void load() {
    String provider = config.option("token", "provider", "fernet");
    if (!PROVIDERS.contains(provider)) {
      throw new ProgramFailure(
          "ImportError: Unable to find '%s' driver in 'keystone.token.provider'."
              .formatted(provider));
    }
  }

  @Override
  public HttpReply answer(HttpCall call) {
    return switch (call.path()) {
      case "/v3", "/v3/" ->
          HttpReply.json(200, "{\"version\":{\"id\":\"v3.14\",\"status\":\"stable\"}}");
      case "/healthcheck" -> HttpReply.of(200, "OK");
      default -> request(call);
    };
  }

  private HttpReply request(HttpCall call) {
    try {
      DatabaseLink database = databases.open("database");
      Identity identity =
          Identity.load(database)
              .orElseThrow(() -> new DatabaseException(1146, "Table 'project' doesn't exist"));
      long seconds = Long.parseLong(config.option("token", "expiration", "3600"));
      KeystoneLogin login =
          new KeystoneLogin(identity, tokens, container.now().plus(Duration.ofSeconds(seconds)));
      return new KeystoneRequest(identity, login, call).answer(() -> identity.save(database));
    } catch (DatabaseException e) {
      container.log("ERROR keystone.server.flask.application " + e.getMessage());
      return KeystoneRequest.error(500, "Internal Server Error", "an unexpected error");
    }
  }
}
