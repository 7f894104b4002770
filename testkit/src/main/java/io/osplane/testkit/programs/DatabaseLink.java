package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A program's connection to a simulated database, by the way that a real one goes: a Service, a
 * ready proxy behind it, a member that serves, an account and its password. A table is one text.
 */
public final class DatabaseLink {
  private static final int NO_SERVER = 2003;
  private static final int LOST = 2013;
  private final GaleraServer server;
  private final String database;

  private DatabaseLink(GaleraServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /**
   * Connects.
   *
   * @param url as SQLAlchemy has it: {@code mysql+pymysql://USER:PASSWORD@HOST:PORT/DATABASE}
   * @throws DatabaseException if nobody serves there, or the account may not
   */
  public static DatabaseLink open(Container from, String url) {
    URI address = URI.create(url.replaceFirst("^mysql\\+\\w+:", "mysql:"));
    GaleraServer server = server(from, String.valueOf(address.getHost()));
    List<String> account = List.of(String.valueOf(address.getRawUserInfo()).split(":", 2));
    String user = URLDecoder.decode(account.get(0), StandardCharsets.UTF_8);
    String password = URLDecoder.decode(account.get(account.size() - 1), StandardCharsets.UTF_8);
    String database = address.getPath().replaceFirst("^/", "");
    check(server.data(), user, password, database);
    return new DatabaseLink(server, database);
  }

  private static GaleraServer server(Container from, String host) {
    return from.network()
        .program(host, DatabaseServer.class)
        .flatMap(DatabaseServer::writer)
        .filter(GaleraServer::serves)
        .orElseThrow(
            () ->
                new DatabaseException(
                    NO_SERVER, "Can't connect to MySQL server on '" + host + "'"));
  }

  private static void check(Dataset data, String user, String password, String database) {
    boolean isRight = data.hash(user).map(Sql.hash(password)::equals).orElse(false);
    if (!isRight) {
      throw new DatabaseException(1045, "Access denied for user '" + user + "'");
    }
    if (!data.mayUse(user, database)) {
      throw new DatabaseException(
          1044, "Access denied for user '" + user + "' to database '" + database + "'");
    }
    if (!data.hasDatabase(database)) {
      throw new DatabaseException(1049, "Unknown database '" + database + "'");
    }
  }

  /**
   * What a table holds; empty if there is no such table.
   *
   * @throws DatabaseException if the member does not serve any more
   */
  public Optional<String> read(String table) {
    return serving().data().read(database, table);
  }

  /**
   * Replaces what a table holds, or makes it.
   *
   * @throws DatabaseException if the member does not serve any more
   */
  public void write(String table, String content) {
    serving().commit(data -> data.write(database, table, content));
  }

  private GaleraServer serving() {
    if (!server.serves()) {
      throw new DatabaseException(LOST, "Lost connection to MySQL server during query");
    }
    return server;
  }
}
