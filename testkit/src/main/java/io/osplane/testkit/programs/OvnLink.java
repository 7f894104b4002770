package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A program's way to OVN's southbound database: the members that it is told of, in their order. */
record OvnLink(Container container, ServiceConfig config) {

  /** Those that let clients in and have a leader. */
  List<OvnMember> serving() {
    String members = config.option("ovn", "ovn_sb_connection", "");
    return Arrays.stream(members.split(",", -1)).flatMap(this::member).toList();
  }

  private Stream<OvnMember> member(String address) {
    String host = address.replaceFirst("^tcp:", "").replaceFirst(":\\d+$", "");
    return container.network().program(host, OvnMember.class).stream().filter(OvnMember::serves);
  }
}
