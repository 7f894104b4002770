package io.osplane.sdn;

import java.util.Locale;

/** The two databases of OVN. */
enum Database {
  /** What is wanted: networks and ports as Neutron says them. */
  NB("OVN_Northbound", 6641, 6643),
  /** What follows from it for the hosts; it can be made anew from the other. */
  SB("OVN_Southbound", 6642, 6644);

  private final String schema;
  private final int client;
  private final int raft;

  Database(String schema, int client, int raft) {
    this.schema = schema;
    this.client = client;
    this.raft = raft;
  }

  /** Its short name in commands, files and names of objects. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String schema() {
    return schema;
  }

  /** The port for clients. */
  int client() {
    return client;
  }

  /** The port for the other members. */
  int raft() {
    return raft;
  }
}
