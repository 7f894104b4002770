package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A claim of a virtual host and of an account of its own on a message bus.
 *
 * @param name the name of the account in its first epoch
 * @param virtualHost the name of the virtual host
 * @param epoch of the account
 * @param from the provider; empty for the only one
 */
public record MessagingClaim(
    String name, String virtualHost, int epoch, Optional<ComponentName> from)
    implements Claim<MessagingClaim.Binding> {

  /**
   * How to reach the bus.
   *
   * @param hosts every member, in order of ordinal
   * @param port the AMQP port
   * @param virtualHost the virtual host
   * @param user the account
   * @param password where its password is
   * @param options what oslo.messaging needs in {@code [oslo_messaging_rabbit]}
   */
  public record Binding(
      List<String> hosts,
      int port,
      String virtualHost,
      String user,
      SecretRef password,
      Map<String, String> options) {
    /** The oslo.messaging transport URL, with the password as a reference. */
    public String transportUrl() {
      String account = user + ":" + SecretTemplate.urlEncoded(password) + "@";
      return hosts.stream()
          .map(h -> account + h + ":" + port)
          .collect(Collectors.joining(",", "rabbit://", "/" + virtualHost));
    }
  }

  /** A virtual host and an account of the same name. */
  public static MessagingClaim of(String name) {
    return new MessagingClaim(name, name, 1, Optional.empty());
  }

  /** A copy whose account uses this virtual host, which others use too. */
  public MessagingClaim in(String host) {
    return new MessagingClaim(name, host, epoch, from);
  }

  /** A copy that asks for the account of this epoch. */
  public MessagingClaim withEpoch(int number) {
    return new MessagingClaim(name, virtualHost, number, from);
  }

  /** A copy that is answered by the named component. */
  public MessagingClaim from(String component) {
    return new MessagingClaim(name, virtualHost, epoch, Optional.of(ComponentName.of(component)));
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.MESSAGING;
  }
}
