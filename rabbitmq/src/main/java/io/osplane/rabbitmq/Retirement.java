package io.osplane.rabbitmq;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.error.NotReadyException;
import io.osplane.spi.Act;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;

/**
 * Drops an account that nobody claims any more, with its rights. The virtual host stays: there may
 * be messages in it.
 *
 * @param names of the bus
 * @param name of the account
 */
record Retirement(Names names, String name) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    return isGone(Account.firstAnswer(names, probe, this::stored));
  }

  @Override
  public void makeSo(Site site) {
    if (!isGone(Account.firstAnswer(names, site, this::deleted))) {
      throw new NotReadyException(
          "the end of account '" + name + "' on " + names.component(),
          "the broker took it, and still has the account",
          "Apply again; if it stays, look for another program that writes accounts");
    }
  }

  private JsonNode deleted(Member member) {
    if (!isGone(stored(member))) {
      Broker.control(member, "", "delete_user", name);
    }
    return stored(member);
  }

  private JsonNode stored(Member member) {
    return Account.stored(member, name, name);
  }

  private static boolean isGone(JsonNode stored) {
    return stored.path("hash").asText().isEmpty();
  }
}
