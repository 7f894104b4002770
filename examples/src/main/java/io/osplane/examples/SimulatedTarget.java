package io.osplane.examples;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.SecretRef;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A cluster that is simulated in this program, with all that runs on it; gone when closed. */
final class SimulatedTarget implements Target {
  private static final String NAME = "quickstart";
  private final SimulatedCluster cluster;
  private final KubernetesClient client;

  private SimulatedTarget(SimulatedCluster cluster) {
    this.cluster = cluster;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(NAME).endMetadata().build())
        .create();
  }

  static SimulatedTarget start() {
    return new SimulatedTarget(SimulatedCloud.programs(SimulatedCluster.builder()).start());
  }

  @Override
  public String describe() {
    return "a cluster simulated in this program; --kubeconfig FILE takes a real one";
  }

  @Override
  public ControlPlane open() {
    return ControlPlane.builder().name(NAME).client(client).build();
  }

  @Override
  public URI keystone(Access access) {
    return URI.create(
        cluster.url()
            + "/api/v1/namespaces/"
            + NAME
            + "/services/"
            + URI.create(access.authUrl()).getHost().split("\\.", 2)[0]
            + ":5000/proxy/v3");
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("Authorization", "Bearer " + cluster.adminToken());
  }

  @Override
  public String detour(Access access) {
    return "It is simulated in this program, so this is a defect: report it";
  }

  @Override
  public String reveal(SecretRef ref) {
    String value =
        client.secrets().inNamespace(NAME).withName(ref.name()).get().getData().get(ref.key());
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }
}
