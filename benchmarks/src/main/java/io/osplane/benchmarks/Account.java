package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;

/**
 * A ServiceAccount with exactly the rights that deploying a spec requires: an API server's audit
 * log tells its requests from all others.
 *
 * @param user its name in the audit log
 * @param kubeconfig the text of a kubeconfig with its token
 */
record Account(String user, String kubeconfig) {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final long VALID_SECONDS = 7_200;

  /** Makes the account in the namespace of the testbed. */
  static Account create(Testbed bed, String name, ControlPlaneSpec spec) {
    Role role = role(bed, spec);
    role.getMetadata().setName(name);
    create(
        bed,
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(bed.namespace())
            .endMetadata()
            .build());
    create(bed, role);
    create(
        bed,
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(bed.namespace())
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
            .addNewSubject("", "ServiceAccount", name, bed.namespace())
            .build());
    String user = "system:serviceaccount:" + bed.namespace() + ":" + name;
    return new Account(user, kubeconfig(bed.admin(), token(bed, name)));
  }

  private static Role role(Testbed bed, ControlPlaneSpec spec) {
    try (ControlPlane cloud = bed.open()) {
      return YAML.unmarshal(cloud.requiredRoles(spec).role(), Role.class);
    }
  }

  private static void create(Testbed bed, HasMetadata object) {
    Testbed.create(object, bed.admin());
  }

  private static String token(Testbed bed, String name) {
    return bed.admin()
        .serviceAccounts()
        .inNamespace(bed.namespace())
        .withName(name)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(VALID_SECONDS)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  private static String kubeconfig(KubernetesClient admin, String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: bench, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
    users: [{name: bench, user: {token: "%s"}}]
    contexts: [{name: bench, context: {cluster: bench, user: bench}}]
    current-context: bench
    """
        .formatted(admin.getMasterUrl(), token);
  }
}
