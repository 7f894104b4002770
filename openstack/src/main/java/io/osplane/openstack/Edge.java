package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.Exposure;
import io.osplane.Replicas;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.ExposureClaim;
import io.osplane.spi.Generate;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Rollout;
import io.osplane.spi.Serving;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The edge: every API behind one door, with TLS. */
public final class Edge implements Component<EdgeSpec> {
  static final String KIND = "edge";
  private static final int MOST = 20;
  private static final String READY = "ready";
  private static final String CERTIFICATE = "certificate";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<EdgeSpec> specType() {
    return EdgeSpec.class;
  }

  @Override
  public List<Violation> validate(EdgeSpec spec, Plane plane) {
    List<Violation> found = new ArrayList<>();
    if (spec.replicas() < 1 || spec.replicas() > MOST) {
      found.add(new Violation("replicas", "is " + spec.replicas(), "1 to " + MOST));
    }
    if (plane.exposure().isEmpty()) {
      found.add(Ingresses.unexposed());
    }
    return found;
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.EXPOSURE);
  }

  /** A Service is reached when the proxies that know it serve. */
  @Override
  public Provision<?> provide(Claim<?> claim, EdgeSpec spec, Plane plane) {
    if (!(claim instanceof ExposureClaim exposed)) {
      throw new IllegalArgumentException(KIND + " does not provide " + claim.capability());
    }
    Await serves =
        Await.of(
                "route-" + exposed.name(),
                exposed.name() + " is reached from outside",
                view -> Rollout.verdict(view, spec.name(), List.of(spec.name().value())))
            .after(Needs.tasks(READY));
    return new Provision<>(exposed.in(plane), List.of(serves));
  }

  @Override
  public List<Task> recipe(Change<EdgeSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    Exposure exposure = change.plane().exposure().orElseThrow();
    Task certificate =
        exposure
            .certificate()
            .map(Edge::given)
            .orElseGet(() -> Generate.authority(authority(exposure)));
    List<HasMetadata> objects = new EdgeManifests(change).all();
    return List.of(
        certificate,
        Apply.of("proxies", objects.toArray(HasMetadata[]::new))
            .after(Needs.tasks(certificate.name())),
        Await.of(
                READY,
                "every proxy is new and ready",
                view ->
                    Rollout.verdict(
                        view, change.spec().name(), List.of(change.spec().name().value())))
            .after(Needs.tasks("proxies")));
  }

  private static String authority(Exposure exposure) {
    return exposure.authority().map(SecretRef::name).orElseThrow();
  }

  /** A pod whose Secret is missing says so only by not starting. */
  private static Task given(String secret) {
    return new Await(
        CERTIFICATE,
        Phase.EXPAND,
        Needs.none(),
        "a certificate in Secret " + secret,
        probe -> judge(probe, secret),
        Optional.empty());
  }

  private static Verdict judge(Probe probe, String secret) {
    try {
      for (String key : List.of("tls.crt", "tls.key")) {
        var unused = probe.reveal(SecretRef.of(secret, key));
      }
      return Verdict.met();
    } catch (RefusedException e) {
      return Verdict.notYet(e.problem());
    }
  }

  @Override
  public List<Condition> probe(EdgeSpec spec, Probe probe) {
    return List.of(
        Serving.of(probe.view(), spec.name(), spec.name().value(), Replicas.of(spec.replicas())),
        DoorCertificate.of(probe));
  }
}
