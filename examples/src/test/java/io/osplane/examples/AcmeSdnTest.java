package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.RefusedException;
import io.osplane.galera.GaleraSpec;
import io.osplane.health.Status;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.OvnSpec;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cloud's Neutron with a vendor's network, found on the class path. */
class AcmeSdnTest {
  private static final String KEY = "key-of-the-controller";
  private final SimulatedCluster cluster =
      SimulatedCloud.programs(SimulatedCluster.builder())
          .label("node1", "osplane.io/host.prod", "default")
          .start();
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(cluster.kubeconfig())).build();
  private final ControlPlane cloud = ControlPlane.builder().name("prod").client(client).build();

  private static ControlPlaneSpec spec(AcmeSdnSpec acme) {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(1))
        .component(RabbitMqSpec.of(1))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(1))
        .component(OpenStack.neutron(1))
        .component(acme)
        .build();
  }

  @BeforeEach
  void begin() {
    var namespace = new NamespaceBuilder().withNewMetadata().withName("prod").endMetadata();
    assertThat(client.resource(namespace.build()).create()).isNotNull();
  }

  @AfterEach
  void end() {
    cloud.close();
    client.close();
    cluster.close();
  }

  private void keep(Map<String, String> values) {
    Secret kept =
        new SecretBuilder()
            .withNewMetadata()
            .withName("acme-controller")
            .withNamespace("prod")
            .endMetadata()
            .withStringData(values)
            .build();
    assertThat(client.resource(kept).unlock().createOr(r -> r.update())).isNotNull();
  }

  private String secret(String name, String key) {
    String value = client.secrets().inNamespace("prod").withName(name).get().getData().get(key);
    return new String(Base64.getDecoder().decode(value), java.nio.charset.StandardCharsets.UTF_8);
  }

  private String configMaps() {
    return client.configMaps().inNamespace("prod").list().getItems().stream()
        .map(ConfigMap::getData)
        .toList()
        .toString();
  }

  @Test
  void cloud_withTheVendorsNetwork_runs_andItsKeyIsInSecretsOnly() {
    keep(Map.of("endpoint", "https://acme.example", "api-key", KEY));

    cloud.deploy(spec(AcmeSdnSpec.of("fabric-1"))).apply();

    assertThat(cloud.health().status()).as(cloud.health().describe()).isEqualTo(Status.HEALTHY);
    assertThat(secret("neutron-config", "secrets.conf"))
        .contains("[acme]", "api_key = " + KEY, "endpoint = https://acme.example");
    assertThat(secret("acme-login", "api-key")).isEqualTo(KEY);
    assertThat(configMaps())
        .contains("mechanism_drivers = acme", "fabric = fabric-1", "{\"zones\": [\"fabric-1\"]}")
        .doesNotContain(KEY);
    var neutron = client.apps().deployments().inNamespace("prod").withName("neutron").get();
    assertThat(neutron.toString())
        .contains("osp/acme-openstack", "mountPath=/etc/neutron/acme/zones.json");
  }

  @Test
  void secret_thatIsMissing_isNamed_andSoIsItsKey() {
    ControlPlaneSpec wanted = spec(AcmeSdnSpec.of("fabric-1"));
    assertThatThrownBy(() -> cloud.deploy(wanted).plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Secret acme-controller key api-key")
        .hasMessageContaining("Secret acme-controller key endpoint");

    keep(Map.of("endpoint", "https://acme.example"));

    assertThatThrownBy(() -> cloud.deploy(wanted).plan())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Secret acme-controller key api-key")
        .hasMessageNotContaining("key endpoint");
  }

  @Test
  void secret_thatIsRotated_rollsNeutronAndTheAgents() {
    keep(Map.of("endpoint", "https://acme.example", "api-key", KEY));
    cloud.deploy(spec(AcmeSdnSpec.of("fabric-1"))).apply();
    keep(Map.of("endpoint", "https://acme.example", "api-key", "another-key"));

    Plan plan = cloud.deploy(spec(AcmeSdnSpec.of("fabric-1").withEpoch(2))).plan();
    assertThat(plan.steps())
        .filteredOn(step -> step.impact() == Impact.ROLLING)
        .extracting(Step::id)
        .containsExactlyInAnyOrder("neutron/servers", "acme/agents");
    assertThat(plan.describe()).doesNotContain("another-key", KEY);

    Snippets.rotateVendorSecret(cloud);
    assertThat(secret("neutron-config", "secrets.conf")).contains("api_key = another-key");
    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void spec_withTwoNetworksOrNone_isRefused() {
    ControlPlaneSpec one = spec(AcmeSdnSpec.of("fabric-1"));
    assertThatThrownBy(() -> cloud.render(one.withComponent(OvnSpec.of(1))))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("claims NETWORK 'neutron', which [acme, ovn] provide");
    assertThatThrownBy(() -> cloud.render(one.without(ComponentName.of("acme"))))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("which nobody provides")
        .hasMessageContaining("of kind acme-sdn or network or ovn");
  }

  @Test
  void neutron_withAPluginThatTheVendorDoesNotHave_isRefused() {
    ControlPlaneSpec wanted =
        spec(AcmeSdnSpec.of("fabric-1"))
            .withComponent(
                OpenStack.neutron(1).withOption("DEFAULT", "service_plugins", "trunk, metering"));
    assertThatThrownBy(() -> cloud.render(wanted))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("components[neutron].config[DEFAULT][service_plugins]")
        .hasMessageContaining("names metering")
        .hasMessageNotContaining("names trunk");
  }

  @Test
  void yaml_ofTheVendorsNetwork_isReadAndWritten() {
    ControlPlaneSpec wanted = spec(AcmeSdnSpec.of("fabric-1"));
    assertThat(ControlPlaneSpec.parse(wanted.toYaml())).isEqualTo(wanted);
  }
}
