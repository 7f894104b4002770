package io.osplane.service;

import io.osplane.error.OsplaneException;
import io.osplane.health.Condition;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import java.util.Map;

/** Whether a service answers a caller with a token, out of its database. */
final class ApiHealth {
  private ApiHealth() {}

  /** Asks as the service's own user, who may not be there to be asked as. */
  static Condition of(String path, IdentityClaim claim, Probe probe) {
    OpenStackApi api;
    try {
      api = OpenStackApi.as(probe, claim);
    } catch (OsplaneException e) {
      return Condition.unknown("NotAsked", "its API was not asked: " + e.problem(), e.remedy());
    }
    try {
      return judge(path, api.send(claim.type(), "GET", path, Map.of(), ""));
    } catch (OsplaneException e) {
      return Condition.down("ApiSilent", "GET " + path + ": " + e.problem(), e.remedy());
    }
  }

  /** A token that is not believed is a fault of the service, for Keystone has just made it. */
  static Condition judge(String path, Answer answer) {
    String seen = "GET " + path + " answers " + answer.status();
    if (answer.status() == 200) {
      return Condition.healthy("ApiAnswers", seen);
    }
    return answer.status() == 401
        ? Condition.down(
            "TokenRefused", seen, "Look at the log of its API: it cannot check tokens at Keystone")
        : Condition.down(
            "ApiFails", seen, "Look at the log of its API, and at the health of what it claims");
  }
}
