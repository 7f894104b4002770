package io.osplane.sdn;

import io.osplane.service.Setting;
import java.time.Duration;

/** What operators often set of Neutron, for {@code ApiServiceSpec.with}; -1 is any number. */
public final class NeutronSettings {
  /** Whether its logs tell everything. */
  public static final Setting<Boolean> DEBUG = Setting.truth("neutron", "DEFAULT", "debug");

  /** The largest packet that the network between the hosts carries, in bytes. */
  public static final Setting<Integer> GLOBAL_PHYSNET_MTU =
      Setting.whole("neutron", "DEFAULT", "global_physnet_mtu", 1280, 65_535);

  /** The DNS domain of servers' names. */
  public static final Setting<String> DNS_DOMAIN =
      Setting.text(
          "neutron",
          "DEFAULT",
          "dns_domain",
          "[A-Za-z0-9]([-.A-Za-z0-9]{0,251}[A-Za-z0-9])?\\.?",
          "a DNS domain, as cloud.example.");

  /** How long a server keeps an address before it asks again. */
  public static final Setting<Duration> DHCP_LEASE_DURATION =
      Setting.seconds(
          "neutron",
          "DEFAULT",
          "dhcp_lease_duration",
          Duration.ofMinutes(1),
          Duration.ofDays(3650));

  /** How many routes a subnet may give to servers. */
  public static final Setting<Integer> MAX_SUBNET_HOST_ROUTES =
      Setting.whole("neutron", "DEFAULT", "max_subnet_host_routes", 0, 10_000);

  /** How many name servers a subnet may give to servers. */
  public static final Setting<Integer> MAX_DNS_NAMESERVERS =
      Setting.whole("neutron", "DEFAULT", "max_dns_nameservers", 0, 1000);

  /** How many networks a project may have. */
  public static final Setting<Integer> QUOTA_NETWORK =
      Setting.whole("neutron", "quotas", "quota_network", -1, Integer.MAX_VALUE);

  /** How many ports a project may have. */
  public static final Setting<Integer> QUOTA_PORT =
      Setting.whole("neutron", "quotas", "quota_port", -1, Integer.MAX_VALUE);

  /** How many routers a project may have. */
  public static final Setting<Integer> QUOTA_ROUTER =
      Setting.whole("neutron", "quotas", "quota_router", -1, Integer.MAX_VALUE);

  /** How many floating addresses a project may have. */
  public static final Setting<Integer> QUOTA_FLOATING_IP =
      Setting.whole("neutron", "quotas", "quota_floatingip", -1, Integer.MAX_VALUE);

  /** How many security groups a project may have. */
  public static final Setting<Integer> QUOTA_SECURITY_GROUP =
      Setting.whole("neutron", "quotas", "quota_security_group", -1, Integer.MAX_VALUE);

  private NeutronSettings() {}
}
