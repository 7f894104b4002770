package io.osplane.testkit.programs;

import io.osplane.testkit.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What an agent of Nova tells Placement of its host, once. */
final class HostInventory {
  private static final String PLACEMENT = "placement";
  private static final String INVENTORY =
      """
      {"resource_provider_generation":0,"inventories":{
      "VCPU":{"total":8,"reserved":0,"min_unit":1,"max_unit":8,"step_size":1,"allocation_ratio":4.0},
      "MEMORY_MB":{"total":32768,"reserved":512,"min_unit":1,"max_unit":32768,"step_size":1,"allocation_ratio":1.0},
      "DISK_GB":{"total":100,"reserved":0,"min_unit":1,"max_unit":100,"step_size":1,"allocation_ratio":1.0}}}
      """;
  private static final int CONFLICT = 409;
  private final KeystoneUser nova;
  private boolean isTold;

  /** Of nobody yet. */
  HostInventory(KeystoneUser nova) {
    this.nova = nova;
  }

  /** The id of a host's resource provider, which Nova knows too. */
  static String provider(String host) {
    return UUID.nameUUIDFromBytes(("host " + host).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Tells it, unless that is done; the next time may succeed where this one does not. */
  void tell(String host) {
    String id = provider(host);
    String body = "{\"name\":\"%s\",\"uuid\":\"%s\"}".formatted(host, id);
    isTold =
        isTold
            || (is("POST", "/resource_providers", body)
                && is("PUT", "/resource_providers/" + id + "/inventories", INVENTORY));
  }

  private boolean is(String method, String path, String body) {
    return nova.ask(PLACEMENT, method, path, body).map(HostInventory::isSo).orElse(false);
  }

  /** A provider that is there is as good as a new one. */
  private static boolean isSo(HttpReply reply) {
    return reply.isSuccess() || reply.status() == CONFLICT;
  }
}
