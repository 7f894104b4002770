package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members that a member's file {@code /osplane/names} lists, and the way to them.
 *
 * @param hosts of all members but this one, as they were when it started
 * @param isOnlyOne whether the list has this member and no other
 */
record GaleraNames(Container container, List<String> hosts, boolean isOnlyOne) {
  private static final String FILE = "/osplane/names";
  private static final Pattern PEERS = Pattern.compile("(?m)^PEERS=\"?([^\"\\n]*)");
  private static final Pattern DOMAIN = Pattern.compile("(?m)^DOMAIN=(\\S+)");

  static GaleraNames read(Container container) {
    String text = container.text(FILE).orElse("");
    String domain = first(DOMAIN, text);
    List<String> peers =
        Pattern.compile(" +")
            .splitAsStream(first(PEERS, text))
            .filter(peer -> !peer.isEmpty())
            .toList();
    List<String> others =
        peers.stream()
            .filter(peer -> !peer.equals(container.pod()))
            .map(peer -> peer + "." + domain)
            .toList();
    return new GaleraNames(container, others, peers.size() == 1);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The other members that run and are reached, in the order of the list. */
  List<GaleraMember> others() {
    return hosts.stream()
        .flatMap(host -> container.network().program(host, GaleraMember.class).stream())
        .toList();
  }

  /** Their database servers. */
  List<GaleraServer> servers() {
    return others().stream().map(GaleraMember::server).toList();
  }
}
