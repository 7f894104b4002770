package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.error.OperationFailedException;
import io.osplane.error.RefusedException;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.plan.Step;
import io.osplane.service.ApiServiceSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cloud whose content is wrong: its options, its accounts, its Secrets, its namespace. */
abstract class ContentFaults extends FaultScenario {

  @Test
  void deploy_podCrashLoops_saysItsLastWords_andTheOldOnesServe() {
    try (ControlPlane cloud = over(relay)) {
      cloud.deploy(Lab.cloud()).apply();
    }
    ControlPlaneSpec bad =
        Lab.cloud()
            .with(KEYSTONE, k -> ((ApiServiceSpec) k).withOption("token", "provider", "nonsense"));
    try (ControlPlane cloud =
        lab.builder(relay.url(), lab.token()).patience(world.patience()).build()) {
      assertThatThrownBy(() -> cloud.deploy(bad).apply())
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("keystone/")
          .hasMessageContaining("pod keystone-")
          .hasMessageMatching("(?s).*\n +\\| .*nonsense.*");
      assertThat(lab.authenticate(cloud.access())).contains("\"admin\"");
    }
    try (ControlPlane cloud = over(relay)) {
      cloud.deploy(Lab.cloud()).apply();
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_schemaJobFailsTwice_saysItsLog_andIsRunAnew() {
    String account = "alter user `keystone`@`%%` identified by '%s';";
    try (ControlPlane cloud = over(relay)) {
      at(cloud, "keystone/schema", () -> lab.sql(account.formatted("another")));
      assertThat(failure(cloud, Lab.cloud()))
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("keystone/schema")
          .hasMessageContaining("Job keystone-schema-")
          .hasMessageContaining("failed 2 times")
          .hasMessageContaining("pod keystone-schema-")
          .hasMessageMatching("(?s).*\n +\\| .*Access denied.*");
    }
    lab.sql(account.formatted(lab.secret("galera-keystone", "password")));
    try (ControlPlane cloud = over(relay)) {
      assertThat(cloud.deploy(Lab.cloud()).plan().steps())
          .filteredOn(s -> s.id().equals("keystone/schema"))
          .singleElement()
          .extracting(Step::reason)
          .asString()
          .contains("retry");
      cloud.deploy(Lab.cloud()).apply();
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_namespaceOfAnotherControlPlane_isRefusedByName() {
    ControlPlaneSpec small =
        ControlPlaneSpec.builder().size(Size.TINY).component(MemcachedSpec.of(1)).build();
    try (ControlPlane cloud = over(relay)) {
      cloud.deploy(small).apply();
    }
    Map<String, String> before = lab.versions();
    try (ControlPlane other =
        lab.builder(relay.url(), lab.token()).name("other").namespace(lab.namespace()).build()) {
      assertThatThrownBy(() -> other.deploy(small).apply())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("control plane " + lab.namespace())
          .hasMessageContaining("namespace of its own");
      assertThat(lab.versions()).isEqualTo(before);
    }
  }

  @Test
  void deploy_generatedSecretEditedByHand_isRefused_andTheCloudServes() {
    try (ControlPlane cloud = over(relay)) {
      cloud.deploy(Lab.cloud()).apply();
      Access access = cloud.access();
      String password = lab.secret("galera-keystone", "password");
      lab.edit("galera-keystone", "password", "by-hand-" + password);

      assertThatThrownBy(() -> cloud.deploy(Lab.cloud()).apply())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("Secret galera-keystone")
          .hasMessageContaining("[password] was changed by hand")
          .hasMessageContaining("Put the old value back");
      assertThat(lab.secret("galera-keystone", "password")).isEqualTo("by-hand-" + password);
      assertThat(lab.authenticate(access)).contains("\"admin\"");

      lab.edit("galera-keystone", "password", password);
      assertWhole(cloud);
    }
  }
}
