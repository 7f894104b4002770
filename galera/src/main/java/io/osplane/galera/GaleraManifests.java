package io.osplane.galera;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import java.util.ArrayList;
import java.util.List;

/** The Kubernetes objects of one cluster, apart from its pods and volumes. Pure. */
final class GaleraManifests {
  private final GaleraSpec spec;
  private final Manifests shared;
  private final GaleraConfig config;

  GaleraManifests(GaleraSpec spec, Plane plane) {
    this.spec = spec;
    this.shared = new Manifests(plane, spec.name());
    this.config = new GaleraConfig(spec, plane);
  }

  /** The name of the headless Service that gives the members their names. */
  static String nodes(GaleraSpec spec) {
    return spec.name() + "-nodes";
  }

  /** Everything that is there before the members. */
  List<HasMetadata> base() {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(shared.account());
    objects.add(memberFiles());
    objects.add(memberNames());
    objects.add(writer());
    objects.add(policy());
    if (spec.replicas() > 1) {
      objects.add(shared.budget(spec.name().value(), MemberManifests.ROLE));
    }
    return objects;
  }

  private ConfigMap memberFiles() {
    return shared.rolling(spec.name() + "-member", config.member());
  }

  MemberManifests members() {
    return new MemberManifests(spec, shared, memberFiles().getMetadata().getName());
  }

  ProxyManifests proxies() {
    return new ProxyManifests(spec, shared, config.proxy());
  }

  private Service memberNames() {
    return shared
        .headless(nodes(spec), MemberManifests.ROLE)
        .editSpec()
        .addNewPort()
        .withName("sql")
        .withPort(3306)
        .endPort()
        .addNewPort()
        .withName("group")
        .withPort(4567)
        .endPort()
        .addNewPort()
        .withName("increment")
        .withPort(4568)
        .endPort()
        .addNewPort()
        .withName("snapshot")
        .withPort(4444)
        .endPort()
        .endSpec()
        .build();
  }

  /** The role of the pods that clients go to: the proxies, or the only member. */
  static String front(GaleraSpec spec) {
    return spec.replicas() > 1 ? ProxyManifests.ROLE : MemberManifests.ROLE;
  }

  private Service writer() {
    return shared
        .service(spec.name().value(), front(spec))
        .editSpec()
        .addNewPort()
        .withName("sql")
        .withPort(3306)
        .endPort()
        .endSpec()
        .build();
  }

  /** Group traffic between members only; statements from the namespace. */
  private NetworkPolicy policy() {
    return shared
        .firewall(spec.name().value(), MemberManifests.ROLE)
        .admitting(shared.selector(MemberManifests.ROLE))
        .admittingNamespace(3306)
        .admitting(9200)
        .policy();
  }
}
