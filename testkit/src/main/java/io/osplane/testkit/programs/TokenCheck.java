package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.util.Optional;

/**
 * How a service checks the tokens of its callers: it asks Keystone, as the user that {@code
 * [keystone_authtoken]} names, as keystonemiddleware does. Nothing is cached.
 */
record TokenCheck(Container container, ServiceConfig config) {
  private static final String SECTION = "keystone_authtoken";
  private static final HttpReply UNAUTHORIZED =
      KeystoneRequest.error(
          401, "Unauthorized", "The request you have made requires authentication.");
  private static final HttpReply UNAVAILABLE =
      KeystoneRequest.error(
          503, "Service Unavailable", "The Keystone service is temporarily unavailable.");

  /** The answer to a request whose token is not valid or could not be checked. */
  Optional<HttpReply> refusal(HttpCall call) {
    String token = call.headers().getOrDefault("x-auth-token", "");
    return token.isEmpty() ? Optional.of(UNAUTHORIZED) : checked(token);
  }

  private Optional<HttpReply> checked(String token) {
    KeystoneUser user = new KeystoneUser(container, config, SECTION);
    int status = user.validate(token).map(HttpReply::status).orElse(0);
    return switch (status) {
      case 200 -> Optional.empty();
      case 404 -> Optional.of(UNAUTHORIZED);
      default -> {
        container.log("CRITICAL keystonemiddleware.auth_token [-] Unable to validate token");
        yield Optional.of(UNAVAILABLE);
      }
    };
  }
}
