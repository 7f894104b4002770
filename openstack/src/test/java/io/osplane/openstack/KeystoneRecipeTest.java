package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.osplane.Credential;
import io.osplane.SecretRef;
import io.osplane.plan.Undo;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Run;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeystoneRecipeTest {
  private static final ApiServiceSpec SPEC = OpenStack.keystone(2);
  private static final Plane NEXT = Given.plane("2026.1", Given.PLANE.images().withTag("2026.1"));
  private final Keystone keystone = new Keystone();

  private static Run schema(List<Task> recipe) {
    return Given.task(recipe, Run.class, "schema");
  }

  @Test
  void recipe_whenNew_runsTheSchemaOnceWhileServersStart() {
    List<Task> recipe = keystone.recipe(Given.fresh(SPEC));
    assertThat(Given.names(recipe))
        .containsExactly(
            "EXPAND keystone-admin",
            "EXPAND keystone-fernet",
            "EXPAND keystone-credential",
            "EXPAND config",
            "EXPAND schema",
            "EXPAND servers",
            "EXPAND ready",
            "EXPAND token",
            "EXPAND entry");
    assertThat(Given.task(recipe, Apply.class, "servers").needs().tasks()).doesNotContain("schema");
    assertThat(schema(recipe).needs().tasks())
        .containsExactly("config", "keystone-admin", "keystone-fernet", "keystone-credential");
    assertThat(schema(recipe).needs().claims())
        .containsExactly(DatabaseClaim.of("keystone").withConnections(8));
  }

  @Test
  void schema_onASecondApply_hasTheSameNameAndKey() {
    Run first = schema(keystone.recipe(Given.fresh(SPEC)));
    Run second = schema(keystone.recipe(Given.change(SPEC, SPEC)));
    assertThat(second.key()).isEqualTo(first.key());
  }

  @Test
  void schema_whenAnOptionOrTheNumberOfReplicasChanges_keepsItsKey() {
    ApiServiceSpec other = SPEC.withReplicas(3).withOption("token", "expiration", "3600");
    assertThat(schema(keystone.recipe(Given.change(SPEC, other))).key())
        .isEqualTo(schema(keystone.recipe(Given.fresh(SPEC))).key());
  }

  @Test
  void schema_whenAPasswordIsTheCallers_hasAKeyForEachEpochAndReadsACopy() {
    Run first = schema(keystone.recipe(Given.fresh(given(1))));
    Run second = schema(keystone.recipe(Given.change(given(1), given(2))));

    assertThat(first.key()).containsEntry("epoch-of-admin", "corp/pass@1");
    assertThat(second.key()).containsEntry("epoch-of-admin", "corp/pass@2");
    assertThat(first.template().toString()).contains("keystone-admin-given");
    assertThat(first.needs().tasks()).doesNotContain("keystone-admin");
    assertThat(Given.task(keystone.recipe(Given.fresh(given(1))), Apply.class, "config").secrets())
        .contains(
            new SecretTemplate(
                "keystone-admin-given", Map.of("password", "${secret:corp/pass@1}")));
  }

  @Test
  void recipe_whenAPasswordIsGeneratedByName_isAsWithoutTheName() {
    assertThat(
            Given.rendered(
                keystone.recipe(
                    Given.fresh(SPEC.withCredential(OpenStack.ADMIN, Credential.generated())))))
        .isEqualTo(Given.rendered(keystone.recipe(Given.fresh(SPEC))));
  }

  private static ApiServiceSpec given(int epoch) {
    return SPEC.withCredential(
        OpenStack.ADMIN, Credential.from(new SecretRef("corp", "pass", epoch)));
  }

  @Test
  void recipe_whenUpgrading_expandsMigratesMovesAndContracts() {
    List<Task> recipe = keystone.recipe(Given.upgrade(Given.PLANE, NEXT, SPEC, SPEC));
    assertThat(Given.names(recipe))
        .containsSubsequence("EXPAND schema-expand", "EXPAND schema-migrate", "CONTRACT schema")
        .contains("FOLLOW servers", "FOLLOW ready", "FOLLOW token-again");
    assertThat(Given.task(recipe, Apply.class, "servers").needs().tasks())
        .contains("schema-expand", "schema-migrate");
    assertThat(schema(recipe).undo()).isEqualTo(Undo.RESTORE);
    assertThat(schema(recipe).needs().tasks()).contains("ready");
  }

  @Test
  void schema_onTheApplyAfterAnUpgrade_hasTheKeyThatTheUpgradeLeft() {
    Run upgrade = schema(keystone.recipe(Given.upgrade(Given.PLANE, NEXT, SPEC, SPEC)));
    Run later = schema(keystone.recipe(Given.upgrade(NEXT, NEXT, SPEC, SPEC)));
    assertThat(later.key()).isEqualTo(upgrade.key());
    assertThat(upgrade.key()).isNotEqualTo(schema(keystone.recipe(Given.fresh(SPEC))).key());
  }

  @Test
  void schema_whenTheRegionDiffers_hasAnotherKey() {
    Plane there =
        new Plane(
            "prod",
            "cloud",
            Given.PLANE.release(),
            Given.PLANE.size(),
            "North",
            Given.PLANE.images());
    assertThat(schema(keystone.recipe(Given.upgrade(Given.PLANE, there, SPEC, SPEC))).key())
        .isNotEqualTo(schema(keystone.recipe(Given.fresh(SPEC))).key())
        .containsEntry("region", "North");
  }

  @Test
  void configMap_whenAnOptionChanges_hasAnotherName() {
    Deployment before = deployment(SPEC);
    Deployment after = deployment(SPEC.withOption("DEFAULT", "debug", "true"));
    assertThat(before.getSpec().getTemplate()).isNotEqualTo(after.getSpec().getTemplate());
    assertThat(deployment(SPEC.withReplicas(5)).getSpec().getTemplate())
        .isEqualTo(before.getSpec().getTemplate());
  }

  private Deployment deployment(ApiServiceSpec spec) {
    List<Task> recipe = keystone.recipe(Given.change(SPEC, spec));
    return Given.object(recipe, Deployment.class, "keystone");
  }

  @Test
  void maxActiveKeys_whenTokensLiveLonger_isRaisedInConfigAndCronJob() {
    List<Task> recipe =
        keystone.recipe(Given.fresh(SPEC.withOption("token", "expiration", "43200")));
    String command = Given.object(recipe, CronJob.class, "keystone-rotate-fernet").toString();
    assertThat(command).contains("secrets/keystone-fernet, 7, 21600");
    assertThat(configuration(recipe)).contains("max_active_keys = 7\n");
  }

  private static String configuration(List<Task> recipe) {
    return Given.task(recipe, Apply.class, "config").objects().stream()
        .filter(o -> o instanceof ConfigMap map && map.getData().containsKey("keystone.conf"))
        .map(o -> ((ConfigMap) o).getData().get("keystone.conf"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void configuration_always_keepsTheDatabaseUrlInTheSecretTemplateOnly() {
    List<Task> recipe = keystone.recipe(Given.fresh(SPEC));
    assertThat(configuration(recipe)).doesNotContain("connection =");
    assertThat(
            Given.task(recipe, Apply.class, "config").secrets().get(0).files().get("secrets.conf"))
        .isEqualTo(
            "[database]\nconnection = mysql+pymysql://keystone:"
                + "${secret:provider-keystone/password@1|url}@db:3306/keystone?charset=utf8\n");
  }

  @Test
  void renderedObjects_always_holdNoReferenceToASecretsValue() {
    for (Change<ApiServiceSpec> change :
        List.of(Given.fresh(SPEC), Given.upgrade(Given.PLANE, NEXT, SPEC, SPEC))) {
      for (Task task : keystone.recipe(change)) {
        String text =
            task instanceof Apply apply
                ? apply.objects().toString()
                : task instanceof Run run ? run.template() + run.summary() + run.key() : "";
        assertThat(text).doesNotContain("${secret:").doesNotContainIgnoringCase("OS_BOOTSTRAP");
      }
    }
  }

  @Test
  void rotation_always_mayTouchOneSecretOnly() {
    Role role =
        Given.object(keystone.recipe(Given.fresh(SPEC)), Role.class, "keystone-rotate-fernet");
    assertThat(role.getRules()).hasSize(1);
    assertThat(role.getRules().get(0).getResourceNames()).containsExactly("keystone-fernet");
    assertThat(role.getRules().get(0).getVerbs()).containsExactly("get", "update");
  }

  @Test
  void objects_always_carryTheLabelsAndNoDefaultToken() {
    List<HasMetadata> objects =
        keystone.recipe(Given.fresh(SPEC)).stream()
            .filter(Apply.class::isInstance)
            .flatMap(t -> ((Apply) t).objects().stream())
            .toList();
    assertThat(objects)
        .isNotEmpty()
        .allMatch(o -> o.getMetadata().getLabels().containsKey("osplane.io/component"))
        .allMatch(o -> o.getMetadata().getName().startsWith("keystone"));
    assertThat(deployment(SPEC).getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
        .isFalse();
  }

  @Test
  void recipe_whenRemoved_asksForNothing() {
    Change<ApiServiceSpec> removal =
        new Change<>(
            Given.PLANE,
            Optional.of(Given.PLANE),
            Optional.of(SPEC),
            Optional.empty(),
            Given::bind);
    assertThat(keystone.recipe(removal)).isEmpty();
  }

  @Test
  void access_always_pointsAtTheServiceAndTheSecret() {
    assertThat(keystone.access(SPEC, Given.PLANE).orElseThrow().toCloudsYaml("prod"))
        .contains("auth_url: http://keystone.cloud.svc:5000/v3", "Secret keystone-admin");
  }
}
