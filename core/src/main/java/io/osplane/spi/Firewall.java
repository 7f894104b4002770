package io.osplane.spi;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who may reach the pods of one role: whoever is not admitted is kept out. Immutable; made by
 * {@link Manifests#firewall}.
 */
public final class Firewall {
  private final ObjectMeta meta;
  private final LabelSelector pods;
  private final List<NetworkPolicyIngressRule> rules;

  Firewall(ObjectMeta meta, LabelSelector pods) {
    this(meta, pods, List.of());
  }

  private Firewall(ObjectMeta meta, LabelSelector pods, List<NetworkPolicyIngressRule> rules) {
    this.meta = meta;
    this.pods = pods;
    this.rules = rules;
  }

  /**
   * A copy that admits everybody.
   *
   * @param ports TCP ports; none for all of them
   */
  public Firewall admitting(int... ports) {
    return with(new NetworkPolicyIngressRuleBuilder().withPorts(open(ports)).build());
  }

  /**
   * A copy that admits every pod of the namespace.
   *
   * @param ports TCP ports; none for all of them
   */
  public Firewall admittingNamespace(int... ports) {
    return admitting(new LabelSelector(), ports);
  }

  /**
   * A copy that admits some pods of the namespace.
   *
   * @param peers which ones; an empty selector is all of them
   * @param ports TCP ports; none for all of them
   */
  public Firewall admitting(LabelSelector peers, int... ports) {
    return with(
        new NetworkPolicyIngressRuleBuilder()
            .addNewFrom()
            .withPodSelector(peers)
            .endFrom()
            .withPorts(open(ports))
            .build());
  }

  /** The policy that says so. */
  public NetworkPolicy policy() {
    return new NetworkPolicyBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withPodSelector(pods)
        .withPolicyTypes("Ingress")
        .withIngress(rules)
        .endSpec()
        .build();
  }

  private Firewall with(NetworkPolicyIngressRule rule) {
    List<NetworkPolicyIngressRule> more = new ArrayList<>(rules);
    more.add(rule);
    return new Firewall(meta, pods, List.copyOf(more));
  }

  private static List<NetworkPolicyPort> open(int... ports) {
    return Arrays.stream(ports)
        .mapToObj(
            port ->
                new NetworkPolicyPortBuilder()
                    .withProtocol("TCP")
                    .withPort(new IntOrString(port))
                    .build())
        .toList();
  }
}
