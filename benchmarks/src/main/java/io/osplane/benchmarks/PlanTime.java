package io.osplane.benchmarks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long the plan of an unchanged spec takes on a deployed cloud, and what a second apply asks of
 * the API server.
 */
final class PlanTime {
  private static final int WARM_UP = 1;

  private PlanTime() {}

  /** The milliseconds of so many plans, on one open control plane after one that is not counted. */
  static Spread millis(Testbed bed, ControlPlaneSpec spec, int plans) {
    List<Double> took = new ArrayList<>();
    try (ControlPlane cloud = bed.open()) {
      for (int i = 0; i < WARM_UP + plans; i++) {
        long begin = System.nanoTime();
        if (!cloud.deploy(spec).plan().isEmpty()) {
          throw new IllegalStateException("the spec is not what is deployed: deploy it first");
        }
        took.add((System.nanoTime() - begin) / 1e6);
      }
    }
    return Spread.of(took.subList(WARM_UP, took.size()));
  }

  /**
   * What a second apply asks, by an account of its own, as its client sent it.
   *
   * @param account who applies
   */
  static SecondApply secondApply(Testbed bed, Account account, ControlPlaneSpec spec) {
    Traffic traffic = new Traffic();
    try (KubernetesClient client = traffic.client(account.kubeconfig());
        ControlPlane cloud = ControlPlane.builder().name(bed.namespace()).client(client).build()) {
      cloud.deploy(spec).apply();
    }
    return SecondApply.of(traffic.requests());
  }

  /**
   * The requests of a second apply.
   *
   * @param lists how often each resource was listed
   * @param writes what was meant to change something, as {@code VERB RESOURCE NAME}
   * @param all how many there were, watches included
   */
  record SecondApply(Map<String, Integer> lists, List<String> writes, int all) {
    static SecondApply of(List<Request> requests) {
      Map<String, Integer> lists = new TreeMap<>();
      requests.stream()
          .filter(r -> r.verb().equals("list"))
          .forEach(r -> lists.merge(r.resource(), 1, Integer::sum));
      List<String> writes =
          requests.stream()
              .filter(Request::isWrite)
              .map(r -> r.verb() + " " + r.resource() + " " + r.object())
              .toList();
      return new SecondApply(lists, writes, requests.size());
    }

    String text() {
      return "%d requests; lists of one kind: at most %d (%d kinds); writes: %s"
          .formatted(
              all,
              lists.values().stream().mapToInt(Integer::intValue).max().orElse(0),
              lists.size(),
              writes.isEmpty() ? "0" : writes.size() + " " + writes);
    }
  }

  /** Deploys, measures, and removes everything; then reads the audit log, if there is one. */
  static String run(String kubeconfig, ControlPlaneSpec spec, int plans, Optional<Path> audit)
      throws IOException {
    StringBuilder text = new StringBuilder();
    Account account;
    try (Testbed bed = new Testbed(kubeconfig, "plan")) {
      account = Account.create(bed, "second", spec);
      try (ControlPlane cloud = bed.open()) {
        cloud.deploy(spec).apply();
      }
      text.append(
          "plan of an unchanged spec, median of %d: %s ms%n"
              .formatted(plans, millis(bed, spec, plans).text(0)));
      text.append(
          "second apply, counted at the client: %s%n"
              .formatted(secondApply(bed, account, spec).text()));
    }
    // the namespace is gone: what the server wrote of this account is all in the file
    if (audit.isPresent()) {
      text.append(
          "second apply, by the audit log: %s%n"
              .formatted(SecondApply.of(AuditLog.of(audit.get(), account.user())).text()));
    }
    return text.toString();
  }
}
