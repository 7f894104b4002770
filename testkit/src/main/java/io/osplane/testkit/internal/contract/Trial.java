package io.osplane.testkit.internal.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.AuditRecord;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A simulated cluster with one namespace, whose account has exactly the rights that were granted;
 * gone when closed.
 */
public final class Trial implements AutoCloseable {
  /** The namespace, and the control plane's name. */
  public static final String PLANE = "trial";

  private static final Set<String> TO_PODS = Set.of("exec", "proxy");
  private static final String ACCOUNT = "deployer";
  // a new one would find out about the model's classes again, which takes longer than the requests
  private static final KubernetesSerialization MODEL = new KubernetesSerialization();
  private final SimulatedCluster cluster;
  private final KubernetesClient admin;
  private final List<Component<?>> components;
  private final Duration patience;

  /** Starts the cluster; the account may do nothing yet. */
  Trial(SimulatedClusterBuilder builder, List<Component<?>> components, Duration patience) {
    this.components = components;
    this.patience = patience;
    this.cluster = builder.start();
    this.admin = client(cluster.adminToken());
    furnish();
  }

  private KubernetesClient client(String token) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.url())
                .withOauthToken(token)
                .withNamespace(PLANE)
                .withRequestRetryBackoffLimit(0)
                .build())
        .withKubernetesSerialization(MODEL)
        .build();
  }

  private void furnish() {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(PLANE).endMetadata().build())
        .create();
    admin
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(ACCOUNT).endMetadata().build())
        .create();
  }

  /** The Role that the account needs to deploy a spec. */
  String requiredRole(ControlPlaneSpec spec) {
    try (Caller nobody = caller()) {
      return nobody.cloud().requiredRoles(spec).role();
    }
  }

  void grant(String role) {
    admin.load(new ByteArrayInputStream(role.getBytes(StandardCharsets.UTF_8))).create();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "osplane-" + PLANE)
                .addNewSubject("", "ServiceAccount", ACCOUNT, PLANE)
                .build())
        .create();
  }

  void give(List<HasMetadata> objects) {
    objects.forEach(object -> admin.resource(object).create());
  }

  public SimulatedCluster cluster() {
    return cluster;
  }

  /** One more program that works on the control plane, with a token of its own. */
  public Caller caller() {
    String token = cluster.tokenFor(PLANE, ACCOUNT);
    KubernetesClient client = client(token);
    var builder =
        ControlPlane.builder()
            .name(PLANE)
            .client(client)
            .ticker(cluster.clock().asTicker())
            .patience(patience);
    components.forEach(builder::component);
    return new Caller(cluster, token, builder.build(), client);
  }

  /** Everything in the namespace, once nothing is under way any more. */
  public Snapshot settled() {
    cluster.clock().settle();
    return Snapshot.of(admin);
  }

  /** The requests of all callers. */
  public List<AuditRecord> requests() {
    return cluster.audit().records().stream().filter(Trial::isCallers).toList();
  }

  /** Those of them that changed something, or tried to. */
  public List<AuditRecord> writes() {
    return cluster.audit().writes().stream().filter(Trial::isWrite).toList();
  }

  /** Those of the writes that went to the API server's own objects, not on to a pod. */
  public List<AuditRecord> changes() {
    return writes().stream().filter(w -> !TO_PODS.contains(w.subresource())).toList();
  }

  static boolean isWrite(AuditRecord request) {
    return isCallers(request)
        && !request.group().equals("authorization.k8s.io")
        && !List.of("get", "list", "watch").contains(request.verb());
  }

  private static boolean isCallers(AuditRecord request) {
    return request.user().endsWith(":" + PLANE + ":" + ACCOUNT);
  }

  @Override
  public void close() {
    admin.close();
    cluster.close();
  }
}
