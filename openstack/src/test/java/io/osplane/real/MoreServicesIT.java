package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.openstack.OpenStack;
import io.osplane.sdn.OvnSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Barbican, Heat, Cinder and Horizon in one cloud; Horizon's pages also need Nova and Neutron. */
@ExtendWith({NeedsCluster.class, ThisShard.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("real-full")
class MoreServicesIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private KubernetesClient admin;
  private Lab lab;
  private ControlPlane cloud;
  private ApiClient api;

  static ControlPlaneSpec spec() {
    return OpenStack.identity(3)
        .size(Size.TINY)
        .component(OpenStack.barbican(2))
        .component(OpenStack.heat(2))
        .component(OpenStack.cinder(1))
        .component(OpenStack.horizon(2))
        .component(OpenStack.placement(1))
        .component(OvnSpec.of(1))
        .component(OpenStack.neutron(1))
        .component(OpenStack.nova(1))
        .build();
  }

  @BeforeAll
  void deploy() {
    admin = Lab.admin(NeedsCluster.kubeconfig());
    lab = new Lab(admin, spec());
    cloud = lab.open();
    cloud.deploy(spec()).apply();
    Lab.assertBecomesHealthy(cloud);
    api = new ApiClient(lab, cloud.access());
  }

  @AfterAll
  void remove() {
    if (cloud != null) {
      cloud.close();
    }
    if (lab != null) {
      lab.close();
    }
    admin.close();
  }

  @Test
  void deployAgain_writesNothing() {
    assertThat(cloud.deploy(spec()).plan().steps()).isEmpty();
  }

  @Test
  void barbican_givesASecretBack_afterAllItsPodsWereDeleted() {
    String payload = "what was stored at " + lab.namespace();
    JsonNode stored =
        api.ask(
            "barbican",
            9311,
            "POST",
            "/v1/secrets",
            "{\"name\":\"it\",\"payload\":\""
                + payload
                + "\",\"payload_content_type\":\"text/plain\"}",
            201);
    String path = stored.path("secret_ref").asText().replaceFirst("^http://[^/]+", "");

    List<String> before = servers("barbican");
    lab.admin()
        .pods()
        .inNamespace(lab.namespace())
        .withLabel("osplane.io/component", "barbican")
        .withLabel("osplane.io/role", "api")
        .delete();
    Duration unused =
        Until.so(
            "only new pods are there",
            SOON,
            () -> servers("barbican").stream().noneMatch(before::contains));
    Lab.assertBecomesHealthy(cloud);

    assertThat(api.text("barbican", 9311, path + "/payload")).isEqualTo(payload);
  }

  @Test
  void heat_createsAStackWithAUserInItsDomain_andDeletesIt() {
    String stacks = "/v1/" + api.project() + "/stacks";
    String stack =
        """
        {"stack_name": "it", "timeout_mins": 5, "template": {
          "heat_template_version": "2018-08-31",
          "resources": {
            "random": {"type": "OS::Heat::RandomString", "properties": {"length": 12}},
            "handle": {"type": "OS::Heat::WaitConditionHandle"}},
          "outputs": {"said": {"value": {"get_attr": ["random", "value"]}}}}}
        """;
    String id = api.ask("heat", 8004, "POST", stacks, stack, 201).at("/stack/id").asText();
    String path = stacks + "/it/" + id;

    JsonNode made = ended(path, "CREATE");

    assertThat(made.path("stack_status").asText())
        .as(made.path("stack_status_reason").asText())
        .isEqualTo("CREATE_COMPLETE");
    assertThat(made.at("/outputs/0/output_value").asText()).hasSize(12);
    // the handle's user is in a project of the stack's, in Heat's domain
    String project = made.path("stack_user_project_id").asText();
    JsonNode owner = api.ask("keystone", 5000, "GET", "/v3/projects/" + project, "", 200);
    String domain = owner.at("/project/domain_id").asText();
    assertThat(
            api.ask("keystone", 5000, "GET", "/v3/domains/" + domain, "", 200)
                .at("/domain/name")
                .asText())
        .isEqualTo("heat");

    JsonNode unused = api.ask("heat", 8004, "DELETE", path, "", 204);
    assertThat(ended(path, "DELETE").path("stack_status").asText()).isEqualTo("DELETE_COMPLETE");
  }

  /** A stack, once an action on it is over. */
  private JsonNode ended(String path, String action) {
    return Until.there(
        action + " of the stack is over",
        SOON,
        () ->
            Optional.of(api.ask("heat", 8004, "GET", path, "", 200).path("stack"))
                .filter(
                    s -> s.path("stack_status").asText().matches(action + "_(COMPLETE|FAILED)")));
  }

  @Test
  void cinder_reportsItsServices_andMakesAVolumeOfAType_andDeletesIt() {
    JsonNode services = api.ask("cinder", 8776, "GET", "/v3/os-services", "", 200).path("services");
    assertThat(services)
        .extracting(s -> s.path("binary").asText() + " " + s.path("state").asText())
        .containsExactlyInAnyOrder("cinder-scheduler up", "cinder-volume up");
    String type =
        "{\"volume_type\":{\"name\":\"it\",\"extra_specs\":{\"volume_backend_name\":\"files\"}}}";
    JsonNode unusedType =
        api.ask("cinder", 8776, "POST", "/v3/" + api.project() + "/types", type, 200);

    String volume = "{\"volume\":{\"size\":1,\"name\":\"it\",\"volume_type\":\"it\"}}";
    String id =
        api.ask("cinder", 8776, "POST", "/v3/volumes", volume, 202).at("/volume/id").asText();

    String path = "/v3/volumes/" + id;
    assertThat(
            Until.there(
                "the volume is made",
                SOON,
                () ->
                    Optional.of(
                            api.ask("cinder", 8776, "GET", path, "", 200)
                                .at("/volume/status")
                                .asText())
                        .filter(status -> !status.equals("creating"))))
        .isEqualTo("available");
    JsonNode unused = api.ask("cinder", 8776, "DELETE", path, "", 202);
    Duration unusedTime =
        Until.so("the volume is gone", SOON, () -> api.status("cinder", 8776, path) == 404);
  }

  @Test
  void horizon_letsTheAdministratorIn_andEveryReplicaKnowsTheSession() throws IOException {
    Assumptions.assumeTrue(Browser.isThere(), "no chromedriver on the path: Horizon was not seen");
    List<String> pods = servers("horizon");
    assertThat(pods).hasSize(2);
    String password = lab.secret("keystone-admin", "password");

    try (Browser browser = Browser.start();
        LocalPortForward one = dashboard(pods.get(0));
        LocalPortForward other = dashboard(pods.get(1))) {
      browser.open("http://127.0.0.1:" + one.getLocalPort() + "/");
      assertThat(browser.title()).startsWith("Login");

      browser.type("input[name=username]", "admin");
      browser.type("input[name=password]", password + "\n");
      Duration unused =
          Until.so(
              "the overview is there", SOON, () -> browser.title().startsWith("Instance Over"));
      assertThat(browser.text()).contains("Limit Summary", "Volume Storage");

      // cookies are the host's, whatever its port
      browser.open("http://127.0.0.1:" + other.getLocalPort() + "/project/");
      assertThat(browser.title()).startsWith("Instance Overview");
      browser.open("http://127.0.0.1:" + other.getLocalPort() + "/project/api_access/");
      assertThat(browser.text()).contains("http://barbican.", "http://heat.", "http://cinder.");
    }
  }

  /** The pods that serve a component's API, by name. */
  private List<String> servers(String component) {
    return lab
        .admin()
        .pods()
        .inNamespace(lab.namespace())
        .withLabel("osplane.io/component", component)
        .withLabel("osplane.io/role", "api")
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private LocalPortForward dashboard(String pod) {
    return lab.admin().pods().inNamespace(lab.namespace()).withName(pod).portForward(8080);
  }
}
