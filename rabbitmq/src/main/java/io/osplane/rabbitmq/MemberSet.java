package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.spi.Manifests;
import java.util.List;

/** The members as a StatefulSet, and their volumes. */
final class MemberSet {
  private MemberSet() {}

  /** The claims, under the names that the StatefulSet will look for. */
  static List<HasMetadata> claims(Manifests manifests, Names names, RabbitMqSpec spec) {
    return names.claims().stream()
        .<HasMetadata>map(name -> claim(manifests, name, spec, spec.storage()))
        .toList();
  }

  /** The set itself: all members start at once, because each may have to wait for the others. */
  static StatefulSet of(
      Manifests manifests, Names names, RabbitMqSpec spec, PodTemplateSpec template) {
    return new StatefulSetBuilder()
        .withMetadata(manifests.meta(names.component()))
        .withNewSpec()
        .withReplicas(names.replicas())
        .withServiceName(names.headless())
        .withPodManagementPolicy("Parallel")
        .withSelector(manifests.selector(Names.ROLE))
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy()
        .withWhenDeleted("Retain")
        .withWhenScaled("Retain")
        .endPersistentVolumeClaimRetentionPolicy()
        .withTemplate(template)
        // A StatefulSet's claim templates can never be changed, so this one holds nothing that a
        // spec may change: the size is that of the claims applied before.
        .withVolumeClaimTemplates(template(manifests, spec))
        .endSpec()
        .build();
  }

  private static PersistentVolumeClaim template(Manifests manifests, RabbitMqSpec spec) {
    return new PersistentVolumeClaimBuilder(claim(manifests, "data", spec, "1Gi"))
        .editMetadata()
        .withNamespace(null)
        .endMetadata()
        .build();
  }

  private static PersistentVolumeClaim claim(
      Manifests manifests, String name, RabbitMqSpec spec, String storage) {
    return new PersistentVolumeClaimBuilder()
        .withMetadata(manifests.meta(name))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withVolumeMode("Filesystem")
        .withStorageClassName(spec.storageClass().orElse(null))
        .withNewResources()
        .addToRequests("storage", new Quantity(storage))
        .endResources()
        .endSpec()
        .build();
  }
}
