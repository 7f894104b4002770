package io.osplane.sdn;

import io.osplane.spi.NetworkClaim;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How Neutron drives OVN: what its files hold, and the process that only OVN needs. Pure. */
final class NeutronOptions {
  /** The service plugins that work with OVN; those that need agents of the other kind do not. */
  static final List<String> PLUGINS =
      List.of(
          "auto_allocate",
          "flavors",
          "log",
          "network_ip_availability",
          "network_segment_range",
          "ovn-router",
          "placement",
          "port_forwarding",
          "qos",
          "revisions",
          "segments",
          "tag",
          "timestamp",
          "trunk");

  private static final List<String> MAINTENANCE =
      List.of(
          "neutron-ovn-maintenance-worker",
          "--config-file",
          "/etc/neutron/neutron.conf",
          "--config-file",
          "/etc/neutron/plugins/ml2/ml2_conf.ini");

  private NeutronOptions() {}

  static NetworkClaim.Binding of(OvnSpec spec, Names names) {
    return new NetworkClaim.Binding(
        Map.of(NetworkClaim.NEUTRON, neutron(), NetworkClaim.ML2, ml2(spec, names)),
        Map.of(),
        Map.of("ovn-maintenance", MAINTENANCE),
        "");
  }

  /** There are no agents to be called: OVN gives addresses and routes by itself. */
  private static Map<String, Map<String, String>> neutron() {
    Map<String, String> options = new TreeMap<>();
    options.put("core_plugin", "ml2");
    options.put("service_plugins", "ovn-router");
    options.put("dhcp_agent_notification", "false");
    options.put("rpc_workers", "0");
    return Map.of("DEFAULT", options);
  }

  private static Map<String, Map<String, String>> ml2(OvnSpec spec, Names names) {
    boolean isOutside = !spec.bridgeMappings().isEmpty();
    Map<String, Map<String, String>> sections = new TreeMap<>();
    Map<String, String> ml2 = new TreeMap<>();
    ml2.put("mechanism_drivers", "ovn");
    ml2.put("type_drivers", isOutside ? "flat,vlan,geneve" : "geneve");
    ml2.put("tenant_network_types", "geneve");
    ml2.put("extension_drivers", "port_security");
    ml2.put("overlay_ip_version", "4");
    sections.put("ml2", ml2);
    sections.put("ml2_type_geneve", Map.of("vni_ranges", "1:65536", "max_header_size", "38"));
    sections.put("securitygroup", Map.of("enable_security_group", "true"));
    sections.put("ovn", ovn(names));
    if (isOutside) {
      String networks = String.join(",", spec.bridgeMappings().keySet());
      sections.put("ml2_type_flat", Map.of("flat_networks", networks));
      sections.put("ml2_type_vlan", Map.of("network_vlan_ranges", networks));
    }
    return sections;
  }

  private static Map<String, String> ovn(Names names) {
    Map<String, String> options = new TreeMap<>();
    options.put("ovn_nb_connection", names.remote(Database.NB));
    options.put("ovn_sb_connection", names.remote(Database.SB));
    options.put("ovn_metadata_enabled", "true");
    options.put("ovn_l3_scheduler", "leastloaded");
    options.put("enable_distributed_floating_ip", "false");
    options.put("neutron_sync_mode", "log");
    options.put("ovsdb_connection_timeout", "60");
    options.put("ovsdb_probe_interval", "60000");
    return options;
  }
}
