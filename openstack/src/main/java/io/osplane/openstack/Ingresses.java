package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.osplane.Exposure;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Apply;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.ExposureClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An Ingress for every API, for a controller that the cluster has. */
public final class Ingresses implements Component<IngressSpec> {
  static final String KIND = "ingress";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<IngressSpec> specType() {
    return IngressSpec.class;
  }

  @Override
  public List<Violation> validate(IngressSpec spec, Plane plane) {
    List<Violation> found = new ArrayList<>();
    if (plane.exposure().isEmpty()) {
      found.add(unexposed());
    } else if (plane.exposure().flatMap(Exposure::certificate).isEmpty()) {
      found.add(
          new Violation(
              "exposure.certificate",
              "is missing, and a controller takes no authority",
              "the name of a Secret of type kubernetes.io/tls"));
    }
    return found;
  }

  /** What is said of a door in a spec that exposes nothing. */
  static Violation unexposed() {
    return new Violation(
        "exposure", "is missing, so nothing would come in", "a domain for the control plane");
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.EXPOSURE);
  }

  @Override
  public Provision<?> provide(Claim<?> claim, IngressSpec spec, Plane plane) {
    if (!(claim instanceof ExposureClaim exposed)) {
      throw new IllegalArgumentException(KIND + " does not provide " + claim.capability());
    }
    return new Provision<>(
        exposed.in(plane),
        List.of(Apply.of("route-" + exposed.name(), ingress(exposed, spec, plane))));
  }

  private static Ingress ingress(ExposureClaim claim, IngressSpec spec, Plane plane) {
    Exposure exposure = plane.exposure().orElseThrow();
    String host = exposure.host(claim.name());
    return new IngressBuilder()
        .withMetadata(new Manifests(plane, spec.name()).meta(spec.name() + "-" + claim.name()))
        .editMetadata()
        .withAnnotations(spec.annotations())
        .endMetadata()
        .withNewSpec()
        .withIngressClassName(spec.className().orElse(null))
        .addNewTl()
        .withHosts(host)
        .withSecretName(exposure.certificate().orElse(null))
        .endTl()
        .addNewRule()
        .withHost(host)
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName(claim.name())
        .withNewPort()
        .withNumber(claim.port())
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }

  /** Everything is made for claims. */
  @Override
  public List<Task> recipe(Change<IngressSpec> change) {
    return List.of();
  }

  /** Controllers report in ways of their own; the certificate is the same for all of them. */
  @Override
  public List<Condition> probe(IngressSpec spec, Probe probe) {
    return List.of(DoorCertificate.of(probe));
  }
}
