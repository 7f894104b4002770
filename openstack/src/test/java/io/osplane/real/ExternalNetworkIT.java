package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.openstack.OpenStack;
import io.osplane.plan.Step;
import io.osplane.sdn.ExternalNetworkSpec;
import io.osplane.sdn.VendorSecret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A network back end of somebody else's, described by data: a driver that Neutron's package has
 * stands for the vendor's.
 */
@ExtendWith({NeedsCluster.class, ThisShard.class})
@Tag("real-full")
class ExternalNetworkIT {
  private static final String VENDOR = "vendor-controller";
  private static final String KEY = "api-key";
  private KubernetesClient admin;
  private Lab lab;
  private ControlPlane cloud;

  private static ControlPlaneSpec spec(int epoch) {
    return OpenStack.identity(1)
        .size(Size.TINY)
        .component(OpenStack.placement(1))
        .component(OpenStack.nova(1))
        .component(OpenStack.neutron(1))
        .component(
            ExternalNetworkSpec.of("vendor", "openvswitch")
                .withOption("ml2", "type_drivers", "local")
                .withOption("ml2", "tenant_network_types", "local")
                .withFile("/etc/neutron/vendor/fabrics", "one fabric\n")
                .withSecret(
                    VendorSecret.named(VENDOR)
                        .withEpoch(epoch)
                        .withOption("vendor", "api_key", KEY)
                        .withFile("/etc/neutron/vendor/ca.pem", "ca")))
        .build();
  }

  @BeforeEach
  void open() {
    admin = Lab.admin(NeedsCluster.kubeconfig());
    lab = new Lab(admin, spec(1));
    cloud = lab.open();
    Objects.requireNonNull(
        admin
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(VENDOR)
                    .withNamespace(lab.namespace())
                    .endMetadata()
                    .withStringData(Map.of(KEY, "first-key", "ca", "its authority"))
                    .build())
            .create());
  }

  @AfterEach
  void close() {
    cloud.close();
    lab.close();
    admin.close();
  }

  @Test
  void networkOfAVendor_isMadeByNeutron_withKeysThatOnlySecretsHold() {
    cloud.deploy(spec(1)).apply();
    Lab.assertBecomesHealthy(cloud);
    ApiClient api = new ApiClient(lab, cloud.access());
    String body = "{\"network\":{\"name\":\"of-the-vendor\"}}";
    JsonNode made = api.ask("neutron", 9696, "POST", "/v2.0/networks", body, 201);
    assertThat(made.at("/network/provider:network_type").asText()).isEqualTo("local");

    assertThat(inNeutron("cat /etc/neutron/vendor/fabrics /etc/neutron/vendor/ca.pem"))
        .isEqualTo("one fabric\nits authority");
    assertThat(secretsOfNeutron()).contains("[vendor]", "api_key = first-key");
    assertThat(admin.configMaps().inNamespace(lab.namespace()).list().getItems())
        .extracting(ConfigMap::getData)
        .noneSatisfy(data -> assertThat(data.toString()).contains("first-key"));

    lab.edit(VENDOR, KEY, "second-key");
    assertThat(cloud.deploy(spec(1)).plan().steps())
        .as("nobody said that it is new: no pod moves")
        .extracting(Step::id)
        .doesNotContain("neutron/servers");
    List<String> others = lab.podUids("nova-");
    cloud.deploy(spec(2)).apply();

    assertThat(secretsOfNeutron()).contains("api_key = second-key");
    assertThat(lab.podUids("nova-")).isEqualTo(others);
    assertThat(cloud.deploy(spec(2)).plan().steps()).isEmpty();
  }

  private String secretsOfNeutron() {
    return inNeutron("cat $(find /etc/neutron /osplane-secrets -name secrets.conf 2>/dev/null)");
  }

  private String inNeutron(String script) {
    Pod pod =
        admin
            .pods()
            .inNamespace(lab.namespace())
            .withLabel("osplane.io/component", "neutron")
            .withLabel("osplane.io/role", "api")
            .list()
            .getItems()
            .stream()
            .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
            .findFirst()
            .orElseThrow();
    return lab.exec(pod.getMetadata().getName(), "api", script);
  }
}
