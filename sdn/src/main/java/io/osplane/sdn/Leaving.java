package io.osplane.sdn;

import io.osplane.error.NotReadyException;
import io.osplane.error.RefusedException;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.sdn.Formation.Past;
import io.osplane.spi.Act;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Takes the highest members out of both databases, one by one and the last first, while they still
 * run: a server that only disappears still counts for the majority. A member that left has no file
 * any more, and may come back with its old volume.
 *
 * @param before the names as they were
 * @param after the names as they shall be
 */
record Leaving(Names before, Names after) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    return List.of(Database.values()).stream().allMatch(d -> leaving(d, probe).isEmpty());
  }

  @Override
  public void makeSo(Site site) {
    for (Database database : Database.values()) {
      List<String> leaving = new ArrayList<>(leaving(database, site));
      if (!leaving.isEmpty()) {
        refuseUnlessWhole(database, leaving, site);
        Collections.reverse(leaving);
        leaving.forEach(pod -> leave(pod, site));
      }
    }
  }

  private static void leave(String pod, Site site) {
    site.say("taking " + pod + " out of its cluster");
    Member.Result result = Members.order(site, pod, "leave");
    if (result.code() != 0) {
      throw new NotReadyException(
          pod + " to leave its cluster",
          result.err().strip(),
          "Look at the log of pod " + pod + ", then apply again");
    }
  }

  /** Members that go and that those that stay still count, in order of ordinal. */
  private List<String> leaving(Database database, Probe probe) {
    List<Report> staying = Members.reports(after.pods(database), probe);
    return before.pods(database).subList(after.replicas(), before.replicas()).stream()
        .filter(
            pod ->
                staying.stream().anyMatch(r -> r.servers().contains(before.address(database, pod))))
        .toList();
  }

  /** Leaving needs a majority, and must not cost one. */
  private void refuseUnlessWhole(Database database, List<String> leaving, Probe probe) {
    Names present = before.with(after.replicas() + leaving.size());
    List<Report> reports = Members.reports(present.pods(database), probe);
    for (Condition found : DatabaseHealth.judge(present, database, reports, Past.FORMED)) {
      if (found.status() != Status.HEALTHY) {
        throw new RefusedException(
            "take " + String.join(", ", leaving) + " out of the cluster",
            found.message(),
            found.remedy() + ". Then apply again");
      }
    }
  }
}
