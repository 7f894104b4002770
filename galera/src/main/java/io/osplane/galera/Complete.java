package io.osplane.galera;

import io.osplane.spi.Act;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records that every member has the data, and how far: from then on a start without a majority, or
 * from something older, is refused.
 *
 * @param spec the cluster
 */
record Complete(GaleraSpec spec) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    return false;
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    List<Report> reports = Members.reports(spec, site, "/status");
    Map<String, String> record = new TreeMap<>(site.record(Bootstrap.RECORD));
    record.put("complete", "yes");
    reports.stream()
        .filter(Report::isPrimary)
        .mapToLong(r -> r.position().seqno())
        .max()
        .ifPresent(highest -> record.put("highest", highest + ""));
    site.record(Bootstrap.RECORD, record);
  }
}
