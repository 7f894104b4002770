package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import java.util.Optional;

/**
 * A claim of a database with an account of its own.
 *
 * @param name the name of the database and of the account
 * @param from the provider; empty for the only one
 */
public record DatabaseClaim(String name, Optional<ComponentName> from)
    implements Claim<DatabaseClaim.Binding> {

  /**
   * How to reach the database.
   *
   * @param host the name of the writer's Service
   * @param port its port
   * @param database the database's name
   * @param user the account
   * @param password where its password is
   */
  public record Binding(String host, int port, String database, String user, SecretRef password) {
    /** The SQLAlchemy URL, with the password as a reference that is filled in when written. */
    public String url() {
      String account = user + ":" + SecretTemplate.urlEncoded(password);
      return "mysql+pymysql://"
          + account
          + "@"
          + host
          + ":"
          + port
          + "/"
          + database
          + "?charset=utf8";
    }
  }

  public static DatabaseClaim of(String name) {
    return new DatabaseClaim(name, Optional.empty());
  }

  /** A copy that is answered by the named component. */
  public DatabaseClaim from(String component) {
    return new DatabaseClaim(name, Optional.of(ComponentName.of(component)));
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.DATABASE;
  }
}
