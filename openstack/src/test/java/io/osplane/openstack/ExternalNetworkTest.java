package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.sdn.ExternalNetworkSpec;
import io.osplane.sdn.VendorSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole cloud whose network is a vendor's, described by data alone. */
class ExternalNetworkTest {
  private static final ComponentName OVN = ComponentName.of("ovn");
  private static final ExternalNetworkSpec ACME =
      ExternalNetworkSpec.of("acme", "acme")
          .withServicePlugins("trunk")
          .withHostOption("DEFAULT", "vif_plugging_is_fatal", "false")
          .withFile("/etc/neutron/acme/fabrics", "fabrics of Acme\n")
          .withSecret(
              VendorSecret.named("acme-controller")
                  .withEpoch(2)
                  .withOption("acme", "api_key", "api-key")
                  .withFile("/etc/neutron/acme/ca.pem", "ca"))
          .withWorker("rpc-server", "neutron-rpc-server")
          .withImage("acme-openstack");
  private final ControlPlane cloud =
      ControlPlane.builder().name("prod").kubeconfig(PresetTest.NOWHERE).build();

  private static ControlPlaneSpec spec(ExternalNetworkSpec network) {
    return OpenStack.ha(3).build().without(OVN).withComponent(network);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void cloud_withAVendorsNetwork_isRenderedWithItsConfigFilesAndImage() {
    assertThat(cloud.render(spec(ACME)))
        .contains("mechanism_drivers = acme", "service_plugins = trunk")
        .contains("vif_plugging_is_fatal = false")
        .contains("fabrics of Acme\n", "mountPath: /etc/neutron/acme/fabrics")
        .contains("mountPath: /etc/neutron/acme/ca.pem", "secretName: neutron-files")
        .contains("image: osp/acme-openstack", "name: neutron-rpc-server")
        .contains("acme-controller/api-key@2", "acme-controller/ca@2")
        .doesNotContain("name: ovn-");
  }

  @Test
  void render_twice_givesTheSame() {
    assertThat(cloud.render(spec(ACME))).isEqualTo(cloud.render(spec(ACME)));
  }

  @Test
  void yaml_ofAVendorsNetwork_isReadAndWritten() {
    ControlPlaneSpec wanted =
        OpenStack.identity(3).component(OpenStack.neutron(2)).component(ACME).build();

    assertThat(ControlPlaneSpec.parse(wanted.toYaml())).isEqualTo(wanted);
  }

  @Test
  void cloud_withTwoNetworks_orWithNone_isRefused() {
    assertThatThrownBy(() -> cloud.render(OpenStack.ha(3).build().withComponent(ACME)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("components[neutron]: claims NETWORK 'neutron'")
        .hasMessageContaining("which [acme, ovn] provide");
    assertThatThrownBy(() -> cloud.render(OpenStack.ha(3).build().without(OVN)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("which nobody provides")
        .hasMessageContaining("of kind network or ovn");
  }

  @Test
  void neutron_withAPluginThatTheBackEndDoesNotHave_isRefused() {
    ControlPlaneSpec wanted =
        spec(ACME)
            .withComponent(
                OpenStack.neutron(2).withOption("DEFAULT", "service_plugins", "trunk,ovn-router"));

    assertThatThrownBy(() -> cloud.render(wanted))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("names ovn-router")
        .hasMessageContaining("rule R47");
  }
}
