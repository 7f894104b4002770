package io.osplane.internal.spec;

import java.util.List;
import java.util.Map;

/** Which of Osplane's own jars have which components. */
public final class Artifacts {
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "osplane-galera", List.of("galera"),
          "osplane-rabbitmq", List.of("rabbitmq"),
          "osplane-compute", List.of("compute", "fake-hosts", "nova", "placement"),
          "osplane-sdn", List.of("network", "neutron", "ovn"),
          "osplane-openstack",
              List.of(
                  "barbican",
                  "cinder",
                  "edge",
                  "glance",
                  "heat",
                  "horizon",
                  "ingress",
                  "keystone",
                  "memcached"));

  private Artifacts() {}

  /**
   * What to do so that a kind is known.
   *
   * @param kind as it may be shown
   */
  public static String remedy(String kind) {
    return "put "
        + KINDS.entrySet().stream()
            .filter(e -> e.getValue().contains(kind))
            .map(e -> "io.osplane:" + e.getKey())
            .findFirst()
            .orElse("a jar with a component of kind '" + kind + "'")
        + " on the class path";
  }
}
