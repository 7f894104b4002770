package io.osplane.galera;

import io.osplane.spi.Act;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;

/**
 * Drops the account of a database that nobody claims any more. The database stays: only a person
 * may lose data.
 *
 * @param spec the cluster
 * @param database the name of the database and of the account
 */
record Retirement(GaleraSpec spec, String database) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    if (Members.serving(spec, probe).isEmpty()) {
      return false;
    }
    String found =
        Members.sql(
            spec,
            probe,
            "select json_value(priv, '$.authentication_string') from mysql.global_priv where user ="
                + " '%s' and host = '%%';\n".formatted(database));
    return found.isBlank();
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    Members.awaitServing(spec, site);
    String dropped =
        Members.sql(spec, site, "drop user if exists `%s`@`%%`;\n".formatted(database));
    site.say("the account of database " + database + " is gone" + dropped);
  }
}
