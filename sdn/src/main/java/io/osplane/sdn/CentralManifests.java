package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.osplane.spi.Manifests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the databases and northd have in common, apart from their pods and volumes. Pure. */
final class CentralManifests {
  private final Names names;
  private final Manifests shared;

  CentralManifests(Names names, Manifests shared) {
    this.names = names;
    this.shared = shared;
  }

  /** Everything that is there before the pods. */
  List<HasMetadata> base() {
    List<HasMetadata> objects = new ArrayList<>(List.of(shared.account(), scripts(), peers()));
    for (Database database : Database.values()) {
      objects.add(members(database));
      objects.add(policy(database));
      if (names.replicas() > 1) {
        objects.add(shared.budget(names.set(database), database.key()));
      }
    }
    objects.add(shared.firewall(names.northd(), NorthdManifests.ROLE).policy());
    return objects;
  }

  HasMetadata scripts() {
    return shared.rolling(
        names.component() + "-central",
        Scripts.of("member.sh", "database.sh", "control.sh", "northd.sh", "unbound.conf"));
  }

  /** Who is looked for by a member without a file; the others do not need to know. */
  private HasMetadata peers() {
    Map<String, String> lists =
        Arrays.stream(Database.values())
            .collect(Collectors.toMap(Database::key, d -> String.join("\n", names.pods(d)) + "\n"));
    return shared.live(names.peers(), lists);
  }

  private Service members(Database database) {
    return shared
        .headless(names.set(database), database.key())
        .editSpec()
        .addNewPort()
        .withName("clients")
        .withPort(database.client())
        .endPort()
        .addNewPort()
        .withName("members")
        .withPort(database.raft())
        .endPort()
        .endSpec()
        .build();
  }

  /** Hosts ask the southbound database from their own network, which no selector knows. */
  private NetworkPolicy policy(Database database) {
    var members =
        shared
            .firewall(names.set(database), database.key())
            .admitting(shared.selector(database.key()), database.raft());
    return (database == Database.SB
            ? members.admitting(database.client())
            : members.admittingNamespace(database.client()))
        .policy();
  }
}
