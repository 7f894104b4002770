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
 * @param databases their names
 * @param account its name
 * @param password where the account's password is
 */
record Account(GaleraSpec spec, List<String> databases, String account, SecretRef password)
    implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    return Members.serving(spec, probe).map(member -> isSo(member, probe)).orElse(false);
  }

  private boolean isSo(Report member, Probe probe) {
    String found =
        Members.sql(
            member,
            probe,
            """
            select count(*) from information_schema.schemata where schema_name in ('%1$s');
            select json_value(priv, '$.authentication_string') from mysql.global_priv
              where user = '%2$s' and host = '%%';
            """
                .formatted(String.join("', '", databases), account));
    return found
        .lines()
        .toList()
        .equals(List.of(Integer.toString(databases.size()), hash(probe.reveal(password))));
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    Report member = Members.awaitServing(spec, site);
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
            .formatted(account, site.reveal(password)));
    databases.forEach(
        name -> sql.append("grant all on `%s`.* to `%s`@`%%`;\n".formatted(name, account)));
    String made = Members.sql(member, site, sql.toString());
    site.say("database " + String.join(", ", databases) + " is there" + made);
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
