package io.osplane.service;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.osplane.Replicas;
import io.osplane.spi.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Deployments, StatefulSets, DaemonSets and CronJobs of one service. */
record Workloads(
    Row row, ApiServiceSpec spec, Manifests manifests, Pods pods, Placeholders values) {

  /** The name of a server's Deployment and Service. */
  static String server(String name, String role) {
    return role.equals(Row.API) ? name : name + "-" + role;
  }

  /** Those of some servers. */
  List<HasMetadata> of(Map<String, Row.Server> servers, Config config) {
    return servers.entrySet().stream()
        .map(server -> workload(server.getKey(), server.getValue(), config))
        .toList();
  }

  /** What there is beside servers. */
  List<HasMetadata> others(Config config) {
    List<HasMetadata> all = new ArrayList<>();
    HostPods hosts = new HostPods(row, pods.plane(), manifests, pods.volumes(), values);
    row.hosts()
        .forEach(
            (role, host) ->
                all.add(hosts.set(server(spec.name().value(), role), role, host, config)));
    row.cron().forEach((cron, what) -> all.add(cronJob(spec.name() + "-" + cron, cron, what)));
    return all;
  }

  /**
   * A worker that listens on the message bus is known there, and in its service's own list, by the
   * name of its pod: names that stay leave no dead entries behind.
   */
  private HasMetadata workload(String role, Row.Server server, Config config) {
    PodTemplateSpec pod = pods.server(role, server, config);
    Replicas replicas = server.replicas(spec);
    return server.port() == 0 ? statefulSet(role, replicas, pod) : deployment(role, replicas, pod);
  }

  private StatefulSet statefulSet(String role, Replicas replicas, PodTemplateSpec pod) {
    return new StatefulSetBuilder()
        .withMetadata(manifests.scaled(server(spec.name().value(), role), replicas))
        .withNewSpec()
        .withReplicas(replicas.min())
        .withRevisionHistoryLimit(2)
        .withServiceName(spec.name().value())
        .withPodManagementPolicy("Parallel")
        .withSelector(manifests.selector(role))
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .withTemplate(pod)
        .endSpec()
        .build();
  }

  private Deployment deployment(String role, Replicas replicas, PodTemplateSpec pod) {
    return new DeploymentBuilder()
        .withMetadata(manifests.scaled(server(spec.name().value(), role), replicas))
        .withNewSpec()
        .withReplicas(replicas.min())
        .withRevisionHistoryLimit(2)
        .withSelector(manifests.selector(role))
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxUnavailable(0)
        .withNewMaxSurge(1)
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(pod)
        .endSpec()
        .build();
  }

  private CronJob cronJob(String object, String role, Row.Cron cron) {
    List<String> command = values.fill(cron.command());
    return new CronJobBuilder()
        .withMetadata(manifests.meta(object))
        .withNewSpec()
        .withSchedule(cron.schedule())
        .withConcurrencyPolicy("Forbid")
        .withStartingDeadlineSeconds(600L)
        .withSuccessfulJobsHistoryLimit(1)
        .withFailedJobsHistoryLimit(1)
        .withNewJobTemplate()
        .withNewMetadata()
        .withLabels(manifests.labels(role))
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(3)
        .withActiveDeadlineSeconds(600L)
        .withTemplate(
            cron.updates().isEmpty()
                ? pods.scheduled(role, command)
                : pods.updater(role, object, command))
        .endSpec()
        .endJobTemplate()
        .endSpec()
        .build();
  }
}
