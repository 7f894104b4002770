package io.osplane.galera;

import io.osplane.SecretRef;
import io.osplane.spi.Act;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Makes databases with an account that may do everything in them and nothing elsewhere. The
 * password is told on the standard input of the client only.
 *
 * @param spec the cluster
 * @param databases their names; the first one is also the account's
 * @param password where the account's password is
 */
record Account(GaleraSpec spec, List<String> databases, SecretRef password) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    if (Members.serving(spec, probe).isEmpty()) {
      return false;
    }
    String found =
        Members.sql(
            spec,
            probe,
            """
            select count(*) from information_schema.schemata where schema_name in ('%1$s');
            select json_value(priv, '$.authentication_string') from mysql.global_priv
              where user = '%2$s' and host = '%%';
            """
                .formatted(String.join("', '", databases), account()));
    return found
        .lines()
        .toList()
        .equals(List.of(Integer.toString(databases.size()), hash(probe.reveal(password))));
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    Members.awaitServing(spec, site);
    StringBuilder sql = new StringBuilder();
    databases.forEach(
        name ->
            sql.append(
                "create database if not exists `%s` character set utf8mb3;\n".formatted(name)));
    sql.append(
        """
        create user if not exists `%1$s`@`%%` identified by '%2$s';
        alter user `%1$s`@`%%` identified by '%2$s';
        """
            .formatted(account(), site.reveal(password)));
    databases.forEach(
        name -> sql.append("grant all on `%s`.* to `%s`@`%%`;\n".formatted(name, account())));
    String made = Members.sql(spec, site, sql.toString());
    site.say("database " + String.join(", ", databases) + " is there" + made);
  }

  private String account() {
    return databases.get(0);
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
