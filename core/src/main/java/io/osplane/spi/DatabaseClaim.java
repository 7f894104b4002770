package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import java.util.List;
import java.util.Optional;

/**
 * A claim of a database with an account of its own.
 *
 * @param name the name of the database, and of the account in its first epoch
 * @param more further databases of the same account
 * @param epoch of the account
 * @param connections how many connections its holder may have open at once; 0 if it does not say
 * @param from the provider; empty for the only one
 */
public record DatabaseClaim(
    String name, List<String> more, int epoch, long connections, Optional<ComponentName> from)
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
      return url(database);
    }

    /** The URL of another database of the account. */
    public String url(String other) {
      String account = user + ":" + SecretTemplate.urlEncoded(password);
      return "mysql+pymysql://" + account + "@" + host + ":" + port + "/" + other + "?charset=utf8";
    }
  }

  public DatabaseClaim {
    more = List.copyOf(more);
  }

  /** A claim of one database. */
  public static DatabaseClaim of(String name) {
    return new DatabaseClaim(name, List.of(), 1, 0, Optional.empty());
  }

  /** A copy whose account also has these databases. */
  public DatabaseClaim with(List<String> others) {
    return new DatabaseClaim(name, others, epoch, connections, from);
  }

  /** A copy that asks for the account of this epoch. */
  public DatabaseClaim withEpoch(int number) {
    return new DatabaseClaim(name, more, number, connections, from);
  }

  /** A copy whose holder has at most so many connections open at once. */
  public DatabaseClaim withConnections(long most) {
    return new DatabaseClaim(name, more, epoch, most, from);
  }

  /** A copy that is answered by the named component. */
  public DatabaseClaim from(String component) {
    return new DatabaseClaim(
        name, more, epoch, connections, Optional.of(ComponentName.of(component)));
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.DATABASE;
  }
}
