package io.osplane.service;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.osplane.spi.Firewall;
import io.osplane.spi.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the pods of one service need around them: accounts, rights, names, budgets, scripts. */
record Surroundings(Row row, String name, Manifests manifests, Map<String, String> scripts) {

  List<HasMetadata> all(ConfigMap config) {
    List<HasMetadata> all = new ArrayList<>();
    all.add(manifests.account());
    all.add(config);
    all.add(manifests.live(name + "-scripts", scripts));
    row.servers().forEach((role, server) -> all.addAll(around(role, server.port())));
    row.cron()
        .forEach(
            (cron, what) -> {
              if (!what.updates().isEmpty()) {
                all.addAll(rights(name + "-" + cron, what.updates()));
              }
            });
    return all;
  }

  private List<HasMetadata> around(String role, int port) {
    String server = Workloads.server(name, role);
    List<HasMetadata> around = new ArrayList<>();
    around.add(manifests.budget(server, role));
    around.add(open(server, role, port));
    if (port != 0) {
      around.add(service(server, role, port));
    }
    return around;
  }

  private Service service(String server, String role, int port) {
    return manifests
        .service(server, role)
        .editSpec()
        .addNewPort()
        .withName("http")
        .withPort(port)
        .withNewTargetPort("http")
        .endPort()
        .endSpec()
        .build();
  }

  /** The API's port is open to all, hosts and gateways included; everything else is closed. */
  private NetworkPolicy open(String server, String role, int port) {
    Firewall closed = manifests.firewall(server, role);
    return (port == 0 ? closed : closed.admitting(port)).policy();
  }

  /** An account that may read and change exactly these Secrets. */
  private List<HasMetadata> rights(String object, List<String> suffixes) {
    return List.of(
        new ServiceAccountBuilder()
            .withMetadata(manifests.meta(object))
            .withAutomountServiceAccountToken(false)
            .build(),
        new RoleBuilder()
            .withMetadata(manifests.meta(object))
            .addNewRule()
            .withApiGroups("")
            .withResources("secrets")
            .withResourceNames(suffixes.stream().map(s -> name + "-" + s).toList())
            .withVerbs("get", "update")
            .endRule()
            .build(),
        new RoleBindingBuilder()
            .withMetadata(manifests.meta(object))
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", object)
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName(object)
            .withNamespace(manifests.meta(object).getNamespace())
            .endSubject()
            .build());
  }
}
