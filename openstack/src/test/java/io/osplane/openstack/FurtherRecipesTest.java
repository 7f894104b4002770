package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.error.Violation;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Apply;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is rendered of Barbican, Heat, Horizon and Cinder. */
class FurtherRecipesTest {
  private static List<Task> recipe(ApiServiceSpec spec) {
    return Given.service(spec.kind()).recipe(Given.fresh(spec));
  }

  private static String file(List<Task> recipe, String name) {
    return Given.task(recipe, Apply.class, "config").objects().stream()
        .filter(ConfigMap.class::isInstance)
        .map(map -> ((ConfigMap) map).getData().getOrDefault(name, ""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static String secrets(List<Task> recipe) {
    return Given.task(recipe, Apply.class, "config").secrets().stream()
        .map(SecretTemplate::files)
        .map(Map::toString)
        .findFirst()
        .orElseThrow();
  }

  private static List<Violation> violations(ApiServiceSpec spec) {
    return Given.service(spec.kind()).validate(spec, Given.PLANE);
  }

  @Test
  void barbican_hasItsKeyInASecretOnly() {
    List<Task> recipe = recipe(OpenStack.barbican(2));

    assertThat(secrets(recipe)).contains("kek = ${secret:barbican-kek/key@1}");
    assertThat(file(recipe, "barbican.conf")).doesNotContain("kek = ");
    assertThat(Given.names(recipe)).first().isEqualTo("EXPAND barbican-kek");
  }

  @Test
  void heat_claimsADomainARoleAndTwoEntries() {
    assertThat(Given.service(OpenStack.HEAT).claims(OpenStack.heat(2), Given.PLANE))
        .filteredOn(IdentityClaim.class::isInstance)
        .map(IdentityClaim.class::cast)
        .singleElement()
        .satisfies(c -> assertThat(c.further().domain()).isEqualTo("heat"))
        .satisfies(c -> assertThat(c.further().roles()).containsExactly("heat_stack_user"))
        .satisfies(
            c ->
                assertThat(c.endpoints())
                    .isEqualTo(
                        Map.of(
                            "orchestration", "http://heat.cloud.svc:8004/v1/%(project_id)s",
                            "cloudformation", "http://heat-cfn.cloud.svc:8000/v1")));
  }

  @Test
  void heat_logsInToItsDomainByAPasswordThatIsInASecretOnly() {
    List<Task> recipe = recipe(OpenStack.heat(2));

    assertThat(secrets(recipe))
        .contains("stack_domain_admin_password = ${secret:")
        .contains("auth_encryption_key = ${secret:heat-encryption/key@1}");
    assertThat(file(recipe, "heat.conf"))
        .contains("stack_domain_admin = heat_domain_admin\n", "stack_user_domain_name = heat\n")
        .containsPattern("\\[trustee]\n(?!project_name)[^\\[]*username = heat\n$")
        .doesNotContain("password = ");
  }

  @Test
  void cinder_hasOnePodOfItsVolumeService_whichAloneMountsTheVolumes() {
    List<HasMetadata> objects =
        Given.task(recipe(OpenStack.cinder(3)), Apply.class, "servers").objects();

    assertThat(objects)
        .filteredOn(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .extracting(s -> s.getMetadata().getName() + " " + s.getSpec().getReplicas())
        .containsExactly("cinder-scheduler 3", "cinder-volume 1");
    assertThat(objects)
        .filteredOn(o -> o.toString().contains("claimName=cinder-volumes"))
        .extracting(o -> o.getMetadata().getName())
        .containsExactly("cinder-volume");
  }

  @Test
  void cinder_withABackEndOfTheCallers_knowsTheOptionsOfItsSection() {
    ApiServiceSpec ceph =
        OpenStack.cinder(1)
            .withOption("DEFAULT", "enabled_backends", "ceph")
            .withOption("ceph", "volume_driver", "cinder.volume.drivers.rbd.RBDDriver")
            .withOption("ceph", "rbd_pool", "volumes");

    assertThat(violations(ceph)).isEmpty();
    assertThat(violations(ceph.withOption("ceph", "rbd_poll", "volumes")))
        .extracting(Violation::path)
        .containsExactly("config[ceph][rbd_poll]");
  }

  @Test
  void horizon_rendersPython_andReadsItsKeyFromASecret() {
    List<Task> recipe =
        recipe(
            OpenStack.horizon(2)
                .withOption("settings", "SESSION_TIMEOUT", "600")
                .withOption("settings", "HORIZON_IMAGES_UPLOAD_MODE", "\"off\"")
                .withOption("settings", "OPENSTACK_KEYSTONE_FEDERATION_MANAGEMENT", "false")
                .withOption("settings", "EXTRA", "{\"a\": [null, true, 1.5, \"it's\"]}"));

    assertThat(file(recipe, "local_settings.py").lines())
        .contains(
            "OPENSTACK_KEYSTONE_URL = \"http://keystone.cloud.svc:5000/v3\"",
            "SECRET_KEY = open(\"/osplane/secrets/session/key\", encoding=\"ascii\").read()",
            "SESSION_TIMEOUT = 600",
            "HORIZON_IMAGES_UPLOAD_MODE = \"off\"",
            "OPENSTACK_KEYSTONE_FEDERATION_MANAGEMENT = False",
            "EXTRA = {\"a\": [None, True, 1.5, \"it's\"]}")
        .noneMatch(line -> line.startsWith("["));
    Deployment horizon = Given.object(recipe, Deployment.class, "horizon");
    assertThat(horizon.toString()).contains("secretName=horizon-session");
    assertThat(Given.names(recipe)).doesNotContain("EXPAND schema");
  }

  @ParameterizedTest
  @CsvSource({
    "settings, DEBUG, yes, is no JSON",
    "settings, DEBUG, True, is no JSON",
    "settings, DEBUG, '', is no JSON",
    "settings, DEBUG, true false, is no JSON",
    "settings, debug, true, is no name of a setting",
    "settings, A-B, true, is no name of a setting",
    "DEFAULT, DEBUG, true, is in a section that is not there",
    "settings, SECRET_KEY, '\"x\"', 'holds a secret, and a spec is kept in the clear'",
    "settings, CACHES, '{}', is set by Osplane from what is claimed",
    "settings, ALLOWED_HOSTS, '[\"cloud.example\"]',"
        + " 'refuses the probes of readiness, which name the pod''s address'"
  })
  void horizon_withAWrongSetting_saysWhere(
      String section, String name, String value, String problem) {
    assertThat(violations(OpenStack.horizon(2).withOption(section, name, value)))
        .extracting(Violation::path, Violation::problem)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("config[" + section + "][" + name + "]", problem));
  }
}
