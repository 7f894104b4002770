package io.osplane.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Fake hosts in the floor's cloud, made as plainly as all of it. */
final class FloorHosts {
  /** Where the floor's script puts its cloud, and the password of all. */
  private static final String NAMESPACE = "osp";

  private static final String DISABLED = "{'status':'disabled'}";
  private static final Map<String, String> PLACEMENT =
      Map.of("OpenStack-API-Version", "placement 1.36");
  private static final int LOOKS = 600;
  private final KubernetesClient admin;
  private final CloudClient cloud;

  FloorHosts(KubernetesClient admin) {
    this.admin = admin;
    this.cloud = new CloudClient(admin, NAMESPACE, NAMESPACE);
  }

  CloudClient cloud() {
    return cloud;
  }

  /** Has so many, and no other, take servers; returns when all are mapped and in Placement. */
  void make(int hosts) throws InterruptedException {
    for (JsonNode agent : services()) {
      JsonNode unused = compute("PUT", "/os-services/" + agent.path("id").asText(), DISABLED);
    }
    int before = hypervisors().size();
    StatefulSet set = manifest();
    set.getSpec().setReplicas(hosts);
    Objects.requireNonNull(admin.resource(set).inNamespace(NAMESPACE).create());
    for (int look = 0; look < LOOKS; look++) {
      if (hypervisors().size() == before + hosts && inventories() >= before + hosts) {
        return;
      }
      if (new CountDownLatch(1).await(1, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    }
    throw new IllegalStateException("the floor's hosts are not there in time");
  }

  private StatefulSet manifest() {
    try (InputStream in = FloorHosts.class.getResourceAsStream("floor-hosts.yaml")) {
      return admin.apps().statefulSets().load(Objects.requireNonNull(in)).item();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> services() {
    return compute("GET", "/os-services?binary=nova-compute", "")
        .path("services")
        .valueStream()
        .toList();
  }

  private List<JsonNode> hypervisors() {
    return compute("GET", "/os-hypervisors", "").path("hypervisors").valueStream().toList();
  }

  private JsonNode compute(String method, String path, String body) {
    return cloud.told("compute", method, path, FakeServers.VERSION, body);
  }

  private long inventories() {
    return cloud
        .told("placement", "GET", "/resource_providers?resources=VCPU:1", PLACEMENT, "")
        .path("resource_providers")
        .size();
  }
}
