package io.osplane.examples;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.HostSet;
import io.osplane.spi.Manifests;
import io.osplane.spi.Mounts;
import io.osplane.spi.Needs;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Rollout;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Serving;
import io.osplane.spi.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A vendor's network: its controller is elsewhere, its plugin in Neutron, its agent on hosts. */
public final class AcmeSdn implements Component<AcmeSdnSpec> {
  static final String KIND = "acme-sdn";
  private static final String ROLE = "agent";
  private static final List<String> PLUGINS = List.of("acme-router", "trunk");

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<AcmeSdnSpec> specType() {
    return AcmeSdnSpec.class;
  }

  @Override
  public List<Violation> validate(AcmeSdnSpec spec, Plane plane) {
    return spec.fabric().matches("[a-z0-9-]+")
        ? List.of()
        : List.of(new Violation("fabric", "is no name", "one of the controller's fabrics"));
  }

  // tag::acmeProvide[]
  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.NETWORK);
  }

  @Override
  public List<Violation> validate(Claim<?> claim, AcmeSdnSpec spec, Plane plane) {
    return claim instanceof NetworkClaim network ? network.refused(PLUGINS) : List.of();
  }

  @Override
  public Provision<NetworkClaim.Binding> provide(Claim<?> claim, AcmeSdnSpec spec, Plane plane) {
    Map<String, Map<String, String>> neutron =
        Map.of(
            "DEFAULT", Map.of("core_plugin", "ml2", "service_plugins", "acme-router"),
            "ml2", Map.of("mechanism_drivers", "acme", "tenant_network_types", "vxlan"),
            "acme",
                Map.of(
                    "fabric", spec.fabric(),
                    "endpoint", SecretTemplate.value(spec.key("endpoint")),
                    "api_key", SecretTemplate.value(spec.key("api-key"))));
    Map<String, Map<String, String>> hosts =
        Map.of("DEFAULT", Map.of("vif_plugging_is_fatal", "false", "vif_plugging_timeout", "0"));
    NetworkClaim.Binding binding =
        new NetworkClaim.Binding(
            Map.of(NetworkClaim.NEUTRON, neutron, NetworkClaim.HOSTS, hosts),
            Map.of("/etc/neutron/acme/zones.json", "{\"zones\": [\"" + spec.fabric() + "\"]}\n"),
            Map.of(),
            "acme-openstack");
    return new Provision<>(binding, List.of());
  }

  // end::acmeProvide[]

  // tag::acmeRecipe[]
  @Override
  public List<Task> recipe(Change<AcmeSdnSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    AcmeSdnSpec spec = change.spec();
    String name = spec.name().value();
    Manifests shared = change.manifests();
    ConfigMap config = shared.rolling(name, Map.of("agent.conf", "log " + spec.logLevel() + "\n"));
    return List.of(
        Apply.of("config", shared.account(), config).withSecrets(login(spec)),
        Apply.of("agents", agents(spec, change.plane(), shared, config))
            .in(change.moving())
            .after(Needs.tasks("config")),
        Await.of(
                "ready",
                "every host has its agent",
                view -> Rollout.onHosts(view, spec.name(), List.of(name)))
            .in(change.moving())
            .after(Needs.tasks("agents"))
            .orGoOnAfter(Duration.ofMinutes(1)));
  }

  /** What an agent logs in with: Osplane fills it in when it writes. */
  private static SecretTemplate login(AcmeSdnSpec spec) {
    return new SecretTemplate(
        spec.name() + "-login",
        Map.of(
            "endpoint", SecretTemplate.value(spec.key("endpoint")),
            "api-key", SecretTemplate.value(spec.key("api-key"))));
  }

  // end::acmeRecipe[]

  // tag::acmeAgents[]
  private static DaemonSet agents(
      AcmeSdnSpec spec, Plane plane, Manifests shared, ConfigMap config) {
    var isHost = new NodeSelectorRequirement(plane.hostLabel(), "Exists", List.of());
    var login =
        new VolumeBuilder()
            .withName("login")
            .withNewSecret()
            .withSecretName(spec.name() + "-login")
            .endSecret()
            .build();
    DaemonSet set =
        new HostSet(spec.name().value(), ROLE, List.of(isHost), "RollingUpdate")
            .of(
                shared,
                List.of(
                    Mounts.files("config", config.getMetadata().getName()),
                    login,
                    Mounts.host("run", "/run/acme")),
                agent(shared));
    return new DaemonSetBuilder(set)
        .editSpec()
        .editTemplate()
        .editMetadata()
        .addToAnnotations(Manifests.EPOCHS, login(spec).epochs())
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Container agent(Manifests shared) {
    return shared
        .container(ROLE, "acme-agent", 50, 64)
        .withCommand("acme-agent", "--config", "/etc/acme/agent.conf", "--login", "/etc/acme-login")
        .editSecurityContext()
        .editCapabilities()
        .addToAdd("NET_ADMIN")
        .endCapabilities()
        .endSecurityContext()
        .withNewReadinessProbe()
        .withNewExec()
        .withCommand("acme-agent", "--ready")
        .endExec()
        .endReadinessProbe()
        .withVolumeMounts(
            Mounts.at("config", "/etc/acme"),
            Mounts.at("login", "/etc/acme-login"),
            Mounts.at("run", "/run/acme"))
        .build();
  }

  // end::acmeAgents[]

  @Override
  public List<Condition> probe(AcmeSdnSpec spec, Probe probe) {
    return List.of(Serving.onHosts(probe.view(), spec.name(), spec.name().value()));
  }
}
