package io.osplane.galera;

import io.osplane.spi.Act;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;

/**
 * Drops an account that nobody claims any more. Its databases stay: only a person may lose data.
 *
 * @param spec the cluster
 * @param account its name
 */
record Retirement(GaleraSpec spec, String account) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    return Members.serving(spec, probe).map(member -> isSo(member, probe)).orElse(false);
  }

  private boolean isSo(Report member, Probe probe) {
    String found =
        Members.sql(
            member,
            probe,
            "select json_value(priv, '$.authentication_string') from mysql.global_priv where user ="
                + " '%s' and host = '%%';\n".formatted(account));
    return found.isBlank();
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    Report member = Members.awaitServing(spec, site);
    String dropped =
        Members.sql(member, site, "drop user if exists `%s`@`%%`;\n".formatted(account));
    site.say("account " + account + " is gone" + dropped);
  }
}
