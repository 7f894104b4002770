package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class ObjectCrudTest extends WithCluster {

  @Test
  void create_whenNew_setsServerMetadata() {
    ConfigMap made = client.resource(configMap("a", Map.of("k", "v"))).create();

    assertThat(made.getMetadata().getUid()).isNotBlank();
    assertThat(made.getMetadata().getResourceVersion()).isNotBlank();
    assertThat(made.getMetadata().getNamespace()).isEqualTo("default");
  }

  @Test
  void create_whenItExists_conflicts() {
    client.resource(configMap("a", Map.of())).create();

    var e = failure(() -> client.resource(configMap("a", Map.of())).create());

    assertThat(e.getCode()).isEqualTo(409);
    assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists");
  }

  @Test
  void create_whenNameIsBad_isInvalid() {
    var e = failure(() -> client.resource(configMap("Bad_Name!", Map.of())).create());

    assertThat(e.getCode()).isEqualTo(422);
    assertThat(e.getMessage()).contains("a lowercase RFC 1123 subdomain");
    assertThat(e.getStatus().getDetails().getCauses().get(0).getField()).isEqualTo("metadata.name");
  }

  @Test
  void create_whenNamespaceIsUnknown_isNotFound() {
    var e =
        failure(() -> client.resource(configMap("a", Map.of())).inNamespace("nowhere").create());

    assertThat(e.getCode()).isEqualTo(404);
    assertThat(e.getMessage()).contains("namespaces \"nowhere\" not found");
  }

  @Test
  void create_whenNamespaceTerminates_isForbidden() {
    client.resource(namespace("gone")).create();
    client
        .resource(
            new ConfigMapBuilder(configMap("held", Map.of()))
                .editMetadata()
                .addToFinalizers("example.com/hold")
                .endMetadata()
                .build())
        .inNamespace("gone")
        .create();
    client.namespaces().withName("gone").delete();

    var e = failure(() -> client.resource(configMap("b", Map.of())).inNamespace("gone").create());

    assertThat(e.getCode()).isEqualTo(403);
    assertThat(e.getStatus().getDetails().getCauses().get(0).getReason())
        .isEqualTo("NamespaceTerminating");
  }

  @Test
  void deleteNamespace_whenItHasContents_removesThem() {
    client.resource(namespace("gone")).create();
    client.resource(configMap("a", Map.of())).inNamespace("gone").create();

    client.namespaces().withName("gone").delete();
    settle();

    assertThat(client.namespaces().withName("gone").get()).isNull();
    assertThat(client.configMaps().inNamespace("gone").list().getItems()).isEmpty();
  }

  @Test
  void update_whenRevisionIsStale_conflicts() {
    ConfigMap old = client.resource(configMap("a", Map.of("k", "1"))).create();
    client.configMaps().withName("a").edit(m -> with(m, "2"));

    var e = failure(() -> client.resource(with(old, "3")).update());

    assertThat(e.getCode()).isEqualTo(409);
    assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
  }

  @Test
  void update_whenMissing_isNotFound() {
    ConfigMap absent = configMap("a", Map.of());

    assertThat(failure(() -> client.resource(absent).lockResourceVersion("1").update()).getCode())
        .isEqualTo(404);
  }

  @Test
  void update_whenNothingChanges_keepsRevision() {
    ConfigMap made = client.resource(configMap("a", Map.of("k", "1"))).create();

    ConfigMap again = client.resource(made).update();

    assertThat(again.getMetadata().getResourceVersion())
        .isEqualTo(made.getMetadata().getResourceVersion());
  }

  @Test
  void mergePatch_whenValueIsNull_removesTheKey() {
    client.resource(configMap("a", Map.of("k", "1", "l", "2"))).create();

    client
        .configMaps()
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"k\":null}}");

    assertThat(client.configMaps().withName("a").get().getData()).isEqualTo(Map.of("l", "2"));
  }

  @Test
  void jsonPatch_whenTestFails_isInvalid() {
    client.resource(configMap("a", Map.of("k", "1"))).create();
    String patch = "[{\"op\":\"test\",\"path\":\"/data/k\",\"value\":\"2\"}]";

    var e =
        failure(
            () -> client.configMaps().withName("a").patch(PatchContext.of(PatchType.JSON), patch));

    assertThat(e.getCode()).isEqualTo(422);
  }

  @Test
  void strategicMergePatch_whenListIsKeyed_mergesItems() {
    client.resource(statefulSet("db", 0)).create();
    String patch =
        """
        {"spec":{"template":{"spec":{"containers":[
          {"name":"main","image":"image:2"},{"name":"side","image":"side:1"}]}}}}
        """;

    client
        .apps()
        .statefulSets()
        .withName("db")
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);

    StatefulSet set = client.apps().statefulSets().withName("db").get();
    assertThat(set.getSpec().getTemplate().getSpec().getContainers())
        .extracting(c -> c.getName() + "=" + c.getImage())
        .containsExactly("main=image:2", "side=side:1");
  }

  @Test
  void update_whenStatefulSetServiceNameChanges_isInvalid() {
    client.resource(statefulSet("db", 0)).create();

    var e =
        failure(
            () ->
                client
                    .apps()
                    .statefulSets()
                    .withName("db")
                    .edit(
                        s -> {
                          s.getSpec().setServiceName("other");
                          return s;
                        }));

    assertThat(e.getCode()).isEqualTo(422);
    assertThat(e.getMessage()).contains("updates to statefulset spec for fields other than");
  }

  @Test
  void update_whenConfigMapIsImmutable_isInvalid() {
    ConfigMap fixed = configMap("a", Map.of("k", "1"));
    fixed.setImmutable(true);
    client.resource(fixed).create();

    var e = failure(() -> client.configMaps().withName("a").edit(m -> with(m, "2")));

    assertThat(e.getMessage()).contains("field is immutable when `immutable` is set");
  }

  @Test
  void create_whenSecretHasStringData_foldsItIntoData() {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("s")
            .endMetadata()
            .addToStringData("k", "v")
            .build();

    Secret made = client.resource(secret).create();

    assertThat(made.getData()).containsEntry("k", "dg==");
    assertThat(made.getStringData()).isNullOrEmpty();
    assertThat(made.getType()).isEqualTo("Opaque");
  }

  @Test
  void create_whenService_allocatesClusterIpAndDefaults() {
    var made =
        client
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName("s")
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();

    assertThat(made.getSpec().getClusterIP()).startsWith("10.96.");
    assertThat(made.getSpec().getPorts().get(0).getProtocol()).isEqualTo("TCP");
    assertThat(made.getSpec().getPorts().get(0).getTargetPort().getIntVal()).isEqualTo(80);
  }

  @Test
  void updateStatus_whenSpecIsSentToo_changesOnlyStatus() {
    client.resource(statefulSet("db", 0)).create();
    settle();

    client
        .apps()
        .statefulSets()
        .withName("db")
        .editStatus(
            s -> {
              s.getSpec().setReplicas(5);
              s.getStatus().setCollisionCount(7);
              return s;
            });

    StatefulSet set = client.apps().statefulSets().withName("db").get();
    assertThat(set.getSpec().getReplicas()).isZero();
    assertThat(set.getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void scale_whenSet_changesReplicasAndGeneration() {
    client.resource(statefulSet("db", 0)).create();

    client.apps().statefulSets().withName("db").scale(1);

    StatefulSet set = client.apps().statefulSets().withName("db").get();
    assertThat(set.getSpec().getReplicas()).isEqualTo(1);
    assertThat(set.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void create_whenDryRun_keepsNothing() {
    client.resource(configMap("a", Map.of())).dryRun().create();

    assertThat(client.configMaps().withName("a").get()).isNull();
  }

  @Test
  void create_whenBodyIsOfAnotherKind_isBadRequest() {
    String body = "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"}}";

    assertThatThrownBy(() -> client.raw("/api/v1/namespaces/default/configmaps", "POST", body))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("cannot be handled as a ConfigMap");
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static ConfigMap with(ConfigMap map, String value) {
    return new ConfigMapBuilder(map).addToData("k", value).build();
  }

  private static KubernetesClientException failure(ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(KubernetesClientException.class, call);
  }
}
