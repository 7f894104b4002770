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
 * Makes a database with an account that may do everything in it and nothing elsewhere. The password
 * is told on the standard input of the client only.
 *
 * @param spec the cluster
 * @param database the name of the database and of the account
 * @param password where the account's password is
 */
record Account(GaleraSpec spec, String database, SecretRef password) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    String found =
        Members.sql(
            spec,
            probe,
            """
            select count(*) from information_schema.schemata where schema_name = '%1$s';
            select json_value(priv, '$.authentication_string') from mysql.global_priv
              where user = '%1$s' and host = '%%';
            """
                .formatted(database));
    return found.lines().toList().equals(List.of("1", hash(probe.reveal(password))));
  }

  @Override
  public void makeSo(Site site) {
    String made =
        Members.sql(
            spec,
            site,
            """
            create database if not exists `%1$s` character set utf8mb3;
            create user if not exists `%1$s`@`%%` identified by '%2$s';
            alter user `%1$s`@`%%` identified by '%2$s';
            grant all on `%1$s`.* to `%1$s`@`%%`;
            """
                .formatted(database, site.reveal(password)));
    site.say("database " + database + " is there" + made);
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
