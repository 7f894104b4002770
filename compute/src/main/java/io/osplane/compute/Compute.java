package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.Operation;
import io.osplane.error.RefusedException;
import io.osplane.spi.Facet;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The hosts of a cloud and the guests on them: more verbs on a control plane. Thread-safe.
 *
 * <p>A host comes by itself when a Kubernetes node gets the label {@code osplane.io/host.PLANE}. It
 * goes in three steps: {@link #drain}, the label is taken away, {@link #remove}.
 */
public final class Compute {
  private final Facet nova;

  private Compute(Facet nova) {
    this.nova = nova;
  }

  /** The hosts of the Nova named {@code nova}. */
  public static Compute on(ControlPlane cloud) {
    return on(cloud, ComponentName.of("nova"));
  }

  /** The hosts of one Nova. */
  public static Compute on(ControlPlane cloud, ComponentName nova) {
    return new Compute(cloud.facet(nova));
  }

  /**
   * All hosts, also those whose node lost the label but which Nova still knows, sorted by name.
   *
   * @throws io.osplane.error.OsplaneException if Nova or Placement do not answer
   */
  public List<Host> hosts() {
    return nova.look((spec, probe) -> HostBook.hosts(agents(probe), api(probe)));
  }

  /**
   * The servers of every project on a host; empty if there is no such host.
   *
   * @throws io.osplane.error.OsplaneException if Nova does not answer
   */
  public List<Guest> guests(String host) {
    return nova.look((spec, probe) -> api(probe).servers().guests(host));
  }

  /**
   * Tests each host that waits for it, by a server of our own on exactly that host, and lets
   * servers be placed on those that pass. Each host is a step of its own: one that fails is named
   * with the reason, waits on, and does not keep the others. See {@link Onboarding}.
   */
  public Operation admit() {
    return nova.operation(
        "admit",
        probe ->
            Admission.of(
                    api(probe).services(), Admissions.fakes(probe.view().all(Pod.class)), user())
                .stream()
                .<Task>map(Admission::task)
                .toList());
  }

  /** Lets servers be placed on a host again. */
  public Operation enable(String host) {
    return nova.operation(
        "enable " + host, probe -> List.of(Placing.on(service(probe, host), user()).task()));
  }

  /**
   * Lets no more servers be placed on a host; those that are there stay.
   *
   * @param reason why, for whoever looks at it; not empty
   * @throws IllegalArgumentException if it is
   */
  public Operation disable(String host, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("say for which reason host " + host + " is disabled");
    }
    return nova.operation(
        "disable " + host,
        probe -> List.of(Placing.off(service(probe, host), reason, user()).task()));
  }

  /**
   * Lets no more servers be placed on a host, and moves those that run to other hosts while they
   * run. Each is a step of its own: one that cannot move is named, and does not keep the others.
   * Servers that are stopped stay, as the plan says, and so does what was resized from the host
   * until that is confirmed. Ended again, it goes on with what is left. Refused while the host's
   * agent does not report: nothing leaves a host without it.
   */
  public Operation drain(String host) {
    return drain(host, Moving.LIVE);
  }

  /** As {@link #drain(String)}, with a choice of how servers may be moved. */
  public Operation drain(String host, Moving moving) {
    return nova.operation(
        "drain " + host,
        probe -> {
          CloudApi api = api(probe);
          return new Drain(moving, user())
              .tasks(service(probe, host), dependents(host, api), api.servers().marked());
        });
  }

  /**
   * Makes Nova, Placement and Neutron forget a host whose node lost its label.
   *
   * <p>Refused while its agent runs, servers are on it or on their way, or servers were resized
   * from it and that is neither confirmed nor reverted.
   */
  public Operation remove(String host) {
    return nova.operation(
        "remove " + host,
        probe -> {
          CloudApi.Service service = service(probe, host);
          CloudApi api = api(probe);
          Farewell.check(
              service, agents(probe), dependents(host, api), api.servers().unfinished(host));
          return List.of(new Farewell(service, user()).task());
        });
  }

  /** What is on a host, and what was resized from there and may come back. */
  private static List<Occupant> dependents(String host, CloudApi api) {
    return Stream.concat(
            api.servers().occupants(host).stream(), api.servers().resizedFrom(host).stream())
        .toList();
  }

  private CloudApi.Service service(Probe probe, String host) {
    List<CloudApi.Service> all = api(probe).services();
    return all.stream()
        .filter(service -> service.host().equals(host))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "work on host " + host,
                    "Nova knows no such host",
                    "Name one of those that it knows: "
                        + all.stream().map(CloudApi.Service::host).sorted().toList()));
  }

  private CloudApi api(Probe probe) {
    return CloudApi.as(probe, HostBook.user(user()));
  }

  private ComponentName user() {
    return nova.component();
  }

  /** Of all groups of hosts: which one a host belongs to is not asked. */
  private static SortedMap<String, Boolean> agents(Probe probe) {
    return HostBook.agents(probe.view().all(Pod.class));
  }
}
