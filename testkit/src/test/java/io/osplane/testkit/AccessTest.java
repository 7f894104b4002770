package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestSpecBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest extends WithCluster {

  private void allowReading() {
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("reader")
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("configmaps")
                .withVerbs("get", "list")
                .endRule()
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("reader")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reader")
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName("app")
                .withNamespace("default")
                .endSubject()
                .build())
        .create();
  }

  @Test
  void request_whenNoRoleAllowsIt_isForbidden() {
    try (KubernetesClient app = client(cluster.tokenFor("default", "app"))) {
      var e =
          catchThrowableOfType(
              KubernetesClientException.class, () -> app.secrets().withName("s").get());

      assertThat(e.getCode()).isEqualTo(403);
      assertThat(e.getStatus().getMessage())
          .isEqualTo(
              "secrets \"s\" is forbidden: User \"system:serviceaccount:default:app\" cannot get"
                  + " resource \"secrets\" in API group \"\" in the namespace \"default\"");
    }
  }

  @Test
  void request_whenARoleAllowsIt_isDone() {
    allowReading();
    client.resource(configMap("a", Map.of("k", "v"))).create();

    try (KubernetesClient app = client(cluster.tokenFor("default", "app"))) {
      assertThat(app.configMaps().withName("a").get().getData()).containsEntry("k", "v");
    }
  }

  @Test
  void review_whenAsked_saysWhatIsAllowed() {
    allowReading();
    try (KubernetesClient app = client(cluster.tokenFor("default", "app"))) {
      assertThat(allowed(app, "get")).isTrue();
      assertThat(allowed(app, "delete")).isFalse();
    }
  }

  private static boolean allowed(KubernetesClient who, String verb) {
    return who.authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace("default")
                .withVerb(verb)
                .withResource("configmaps")
                .endResourceAttributes()
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }

  @Test
  void tokenRequest_whenItsLifeIsOver_isUnauthorized() {
    settle();
    TokenRequest request = new TokenRequest();
    request.setSpec(new TokenRequestSpecBuilder().withExpirationSeconds(600L).build());
    String token =
        client.serviceAccounts().withName("default").tokenRequest(request).getStatus().getToken();

    try (KubernetesClient app = client(token)) {
      assertThat(codeOf(app)).isEqualTo(403);
      cluster.clock().advance(Duration.ofMinutes(11));
      assertThat(codeOf(app)).isEqualTo(401);
    }
  }

  private static int codeOf(KubernetesClient who) {
    return catchThrowableOfType(
            KubernetesClientException.class, () -> who.configMaps().withName("a").get())
        .getCode();
  }

  @Test
  void audit_whenRequestsWereMade_hasThem() {
    cluster.audit().clear();
    client.resource(configMap("a", Map.of())).dryRun().create();
    client.configMaps().withName("a").get();

    assertThat(cluster.audit().records())
        .extracting(r -> r.verb() + " " + r.resource() + " " + r.dryRun() + " " + r.code())
        .containsExactly("create configmaps true 201", "get configmaps false 404");
    assertThat(cluster.audit().writes()).isEmpty();
  }

  @Test
  void kubeconfig_whenUsed_connects() {
    var config = Config.fromKubeconfig(cluster.kubeconfig());

    try (var other = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(other.getKubernetesVersion().getMinor()).isEqualTo("36");
    }
  }
}
