package io.osplane.examples;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A component of one's own: a page for the users of the cloud, listed in its catalogue. */
public final class Bulletin implements Component<BulletinSpec> {
  static final String KIND = "bulletin";
  private static final String ROLE = "server";
  private static final int PORT = 8080;
  private static final long NOBODY = 65534;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<BulletinSpec> specType() {
    return BulletinSpec.class;
  }

  @Override
  public List<Violation> validate(BulletinSpec spec, Plane plane) {
    return spec.text().isBlank()
        ? List.of(new Violation("text", "is empty", "say what the page shall show"))
        : List.of();
  }

  // tag::claims[]
  @Override
  public List<Claim<?>> claims(BulletinSpec spec, Plane plane) {
    String url = "http://%s.%s.svc:%d".formatted(spec.name(), plane.namespace(), PORT);
    return List.of(IdentityClaim.of(spec.name().value(), "bulletin", url));
  }

  // end::claims[]

  // tag::recipe[]
  @Override
  public List<Task> recipe(Change<BulletinSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    BulletinSpec spec = change.spec();
    String name = spec.name().value();
    Manifests manifests = change.manifests();
    ConfigMap page = manifests.rolling(name + "-page", Map.of("index.html", spec.text()));
    return List.of(
        Apply.of("page", manifests.account(), page, service(name, manifests)),
        Apply.of("servers", servers(spec, manifests, page))
            .in(change.moving())
            .after(Needs.tasks("page")),
        Await.of("ready", "every server is ready", view -> ready(spec, view))
            .in(change.moving())
            .after(Needs.tasks("servers")));
  }

  // end::recipe[]

  private static HasMetadata service(String name, Manifests manifests) {
    return manifests
        .service(name, ROLE)
        .editSpec()
        .addNewPort()
        .withName("http")
        .withPort(PORT)
        .endPort()
        .endSpec()
        .build();
  }

  private static Deployment servers(BulletinSpec spec, Manifests manifests, ConfigMap page) {
    return new DeploymentBuilder()
        .withMetadata(manifests.meta(spec.name().value()))
        .withNewSpec()
        .withReplicas(spec.replicas())
        .withSelector(manifests.selector(ROLE))
        .withTemplate(pod(manifests, page.getMetadata().getName()))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec pod(Manifests manifests, String page) {
    return manifests
        .pod(ROLE, NOBODY, NOBODY)
        .editSpec()
        .addToContainers(
            manifests
                .container(KIND, "openstack", 10, 32)
                .withCommand("python3", "-m", "http.server", "-d", "/page", "" + PORT)
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/")
                .withPort(new IntOrString(PORT))
                .endHttpGet()
                .endReadinessProbe()
                .addNewVolumeMount()
                .withName("page")
                .withMountPath("/page")
                .endVolumeMount()
                .build())
        .addNewVolume()
        .withName("page")
        .withNewConfigMap()
        .withName(page)
        .endConfigMap()
        .endVolume()
        .endSpec()
        .build();
  }

  private static Verdict ready(BulletinSpec spec, View view) {
    int ready = readyServers(spec, view);
    return ready == spec.replicas()
        ? Verdict.met()
        : Verdict.notYet(
            ready + " of " + spec.replicas() + " servers are ready", ready, spec.replicas());
  }

  /** Only of the Deployment as it is now: a status of the one before says nothing of the change. */
  private static int readyServers(BulletinSpec spec, View view) {
    return view.find(Deployment.class, spec.name().value())
        .filter(
            d ->
                d.getStatus() != null
                    && d.getMetadata()
                        .getGeneration()
                        .equals(d.getStatus().getObservedGeneration()))
        .map(
            d ->
                Math.min(
                    Optional.ofNullable(d.getStatus().getReadyReplicas()).orElse(0),
                    Optional.ofNullable(d.getStatus().getUpdatedReplicas()).orElse(0)))
        .orElse(0);
  }

  // tag::probe[]
  @Override
  public List<Condition> probe(BulletinSpec spec, Probe probe) {
    int ready = readyServers(spec, probe.view());
    String seen = ready + " of " + spec.replicas() + " servers are ready";
    if (ready == spec.replicas()) {
      return List.of(Condition.healthy("Ready", seen));
    }
    return List.of(
        ready > 0
            ? Condition.degraded("ServerLost", seen, "It comes back by itself; look at its pod")
            : Condition.down("NoServer", seen, "Look at the pods of " + spec.name()));
  }
  // end::probe[]
}
