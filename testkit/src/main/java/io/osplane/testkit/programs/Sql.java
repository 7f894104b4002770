package io.osplane.testkit.programs;

import io.osplane.testkit.ExecResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that Osplane sends to a server; any other is a syntax error. */
final class Sql {
  private static final Pattern STATEMENT = Pattern.compile("(?:[^;'`]|'[^']*'|`[^`]*`)+");

  /** How a statement looks, and what it does; it answers with rows. */
  private record Rule(Pattern pattern, BiFunction<GaleraServer, Matcher, String> action) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              "select count\\(\\*\\) from information_schema.schemata where schema_name in"
                  + " \\('(\\w+(?:', '\\w+)*)'\\)",
              (server, m) ->
                  Arrays.stream(m.group(1).split("', '", -1))
                          .filter(server.data()::hasDatabase)
                          .count()
                      + "\n"),
          rule(
              "select json_value\\(priv, '\\$.authentication_string'\\) from mysql.global_priv"
                  + " where user = '([\\w.]+)' and host = '%'",
              (server, m) -> server.data().hash(m.group(1)).map(h -> h + "\n").orElse("")),
          rule(
              "create database if not exists `(\\w+)`(?: character set \\w+)?",
              (server, m) -> change(server, data -> data.createDatabase(m.group(1)))),
          rule(
              "create user if not exists `([\\w.]+)`@`%` identified by '([^']*)'",
              (server, m) ->
                  server.data().hash(m.group(1)).isPresent()
                      ? ""
                      : change(server, d -> d.setAccount(m.group(1), hash(m.group(2))))),
          rule(
              "alter user `([\\w.]+)`@`%` identified by '([^']*)'",
              (server, m) -> {
                known(server, m.group(1), 1396, "Operation ALTER USER failed for");
                return change(server, d -> d.setAccount(m.group(1), hash(m.group(2))));
              }),
          rule(
              "drop user if exists `([\\w.]+)`@`%`",
              (server, m) -> change(server, data -> data.dropAccount(m.group(1)))),
          rule(
              "grant all on `(\\w+)`\\.\\* to `([\\w.]+)`@`%`",
              (server, m) -> {
                known(
                    server, m.group(2), 1133, "Can't find any matching row in the user table for");
                return change(server, d -> d.grant(m.group(2), m.group(1)));
              }),
          rule(
              "replace into osplane.probe \\(id, told\\) values \\((\\d+), '([^']*)'\\)",
              (server, m) -> change(server, d -> d.write("osplane", "probe", m.group(2)))),
          rule(
              "show status like 'wsrep_cluster_state_uuid'",
              (server, m) -> "wsrep_cluster_state_uuid\t" + server.data().uuid() + "\n"));

  private Sql() {}

  private static Rule rule(String pattern, BiFunction<GaleraServer, Matcher, String> action) {
    return new Rule(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), action);
  }

  /** Runs statements up to the first that fails, as the command line client does. */
  static ExecResult run(GaleraServer server, String statements) {
    StringBuilder rows = new StringBuilder();
    try {
      STATEMENT
          .matcher(statements)
          .results()
          .map(MatchResult::group)
          .map(text -> text.strip().replaceAll("\\s+", " "))
          .filter(text -> !text.isEmpty())
          .forEach(text -> rows.append(answer(server, text)));
      return ExecResult.success(rows.toString());
    } catch (DatabaseException e) {
      return new ExecResult(1, rows.toString(), e.line(), false);
    }
  }

  private static String answer(GaleraServer server, String statement) {
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(statement);
      if (matcher.matches()) {
        return rule.action().apply(server, matcher);
      }
    }
    throw new DatabaseException(
        1064, "You have an error in your SQL syntax near '" + firstWords(statement) + "'");
  }

  /** Not the whole: it may hold a password. */
  private static String firstWords(String statement) {
    return statement.substring(0, Math.min(24, statement.length()));
  }

  private static String change(GaleraServer server, GaleraServer.Transaction transaction) {
    server.commit(transaction);
    return "";
  }

  private static void known(GaleraServer server, String user, int code, String message) {
    if (server.data().hash(user).isEmpty()) {
      throw new DatabaseException(code, message + " '" + user + "'@'%'");
    }
  }

  /** The hash of a password in {@code mysql_native_password}. */
  static String hash(String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] once = sha1.digest(password.getBytes(StandardCharsets.UTF_8));
      return "*" + HexFormat.of().formatHex(sha1.digest(once)).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
