package io.osplane.spi;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.osplane.ComponentName;
import io.osplane.Replicas;
import io.osplane.Spread;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one place for what all rendered objects share: labels, least privilege, spread, requests by
 * size. Pure: the same input gives the same objects.
 */
public final class Manifests {
  /** The label that names the control plane an object belongs to. */
  public static final String PLANE = "osplane.io/control-plane";

  /** The label that names the component instance an object belongs to. */
  public static final String COMPONENT = "osplane.io/component";

  /** The label that tells the members of a component from its other pods. */
  public static final String ROLE = "osplane.io/role";

  /** The annotation that tells the range within which others may scale an object. */
  public static final String REPLICAS = "osplane.io/replicas";

  /** The annotation of pod templates that tells which epochs of secrets the pods read. */
  public static final String EPOCHS = "osplane.io/secret-epochs";

  private static final String NODE = "kubernetes.io/hostname";

  private final Plane plane;
  private final ComponentName component;

  public Manifests(Plane plane, ComponentName component) {
    this.plane = plane;
    this.component = component;
  }

  /** The labels of every object of the component. */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put(PLANE, plane.name());
    labels.put(COMPONENT, component.value());
    return labels;
  }

  /** The labels of the pods of one role. */
  public Map<String, String> labels(String role) {
    Map<String, String> labels = labels();
    labels.put(ROLE, role);
    return labels;
  }

  /** The selector of the pods of one role. */
  public LabelSelector selector(String role) {
    return new LabelSelectorBuilder().withMatchLabels(labels(role)).build();
  }

  /** Metadata in the control plane's namespace with the component's labels. */
  public ObjectMeta meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(plane.namespace())
        .withLabels(labels())
        .build();
  }

  /**
   * Metadata of an object with so many replicas, which is rendered with the least of them. A range
   * is noted for the engine: the number is then whoever's who scales the object.
   */
  public ObjectMeta scaled(String name, Replicas replicas) {
    ObjectMeta meta = meta(name);
    if (!replicas.isFixed()) {
      meta.setAnnotations(Map.of(REPLICAS, replicas.toString()));
    }
    return meta;
  }

  /** The ServiceAccount of the component's pods, named like the component. */
  public ServiceAccount account() {
    return new ServiceAccountBuilder()
        .withMetadata(meta(component.value()))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /**
   * A pod of one role: own account without a token, no service links, not root, members of the role
   * on different nodes where there are enough.
   *
   * @param user the numeric user
   * @param group the numeric group, also of the volumes
   */
  public PodTemplateSpecBuilder pod(String role, long user, long group) {
    PodTemplateSpecBuilder pod =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(labels(role))
            .endMetadata()
            .withNewSpec()
            .withServiceAccountName(component.value())
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(30L)
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(user)
            .withRunAsGroup(group)
            .withFsGroup(group)
            .withFsGroupChangePolicy("OnRootMismatch")
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .addNewTopologySpreadConstraint()
            .withMaxSkew(1)
            .withTopologyKey(NODE)
            .withWhenUnsatisfiable("ScheduleAnyway")
            .withLabelSelector(selector(role))
            .endTopologySpreadConstraint()
            .endSpec();
    return plane.images().pullSecrets().isEmpty() ? pod : withPullSecrets(pod);
  }

  /**
   * A pod of one of the members that decide by majority: as {@link #pod}, and never on the node of
   * another one, unless the control plane's spread is only preferred.
   */
  public PodTemplateSpecBuilder memberPod(String role, long user, long group) {
    PodTemplateSpecBuilder pod = pod(role, user, group);
    return plane.spread() == Spread.REQUIRED ? onDifferentNodes(pod, role) : pod;
  }

  private PodTemplateSpecBuilder onDifferentNodes(PodTemplateSpecBuilder pod, String role) {
    return pod.editSpec()
        .withNewAffinity()
        .withNewPodAntiAffinity()
        .addNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withTopologyKey(NODE)
        .withLabelSelector(selector(role))
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endPodAntiAffinity()
        .endAffinity()
        .endSpec();
  }

  private PodTemplateSpecBuilder withPullSecrets(PodTemplateSpecBuilder pod) {
    return pod.editSpec()
        .withImagePullSecrets(
            plane.images().pullSecrets().stream().map(LocalObjectReference::new).toList())
        .endSpec();
  }

  /**
   * A container without capabilities, on a read-only root.
   *
   * @param name its name
   * @param image the image's name in the catalog
   * @param milliCpu requested thousandths of a processor at {@code Size.TINY}
   * @param mebibytes requested memory at {@code Size.TINY}; its limit is four times that
   */
  public ContainerBuilder container(String name, String image, int milliCpu, int mebibytes) {
    int factor = plane.size().factor();
    return new ContainerBuilder()
        .withName(name)
        .withImage(plane.images().reference(image))
        .withImagePullPolicy("IfNotPresent")
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withNewResources()
        .addToRequests("cpu", new Quantity(milliCpu * factor + "m"))
        .addToRequests("memory", new Quantity(mebibytes * factor + "Mi"))
        .addToLimits("memory", new Quantity(mebibytes * factor * 4 + "Mi"))
        .endResources();
  }

  /** A Service for the ready pods of one role; ports are added by the caller. */
  public ServiceBuilder service(String name, String role) {
    return new ServiceBuilder()
        .withMetadata(meta(name))
        .withNewSpec()
        .withSelector(labels(role))
        .endSpec();
  }

  /** A headless Service that also names members that are not ready: they must find each other. */
  public ServiceBuilder headless(String name, String role) {
    return service(name, role)
        .editSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .endSpec();
  }

  /** A budget that lets one pod of the role go at a time. */
  public PodDisruptionBudget budget(String name, String role) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(meta(name))
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withSelector(selector(role))
        .endSpec()
        .build();
  }

  /** A firewall before the pods of one role that lets nobody in yet. */
  public Firewall firewall(String name, String role) {
    return new Firewall(meta(name), selector(role));
  }

  /**
   * Configuration whose change rolls the pods: immutable, with the hash of its content in the name.
   */
  public ConfigMap rolling(String name, Map<String, String> files) {
    return new ConfigMapBuilder()
        .withMetadata(meta(name + "-" + hash(files)))
        .withImmutable(true)
        .withData(new TreeMap<>(files))
        .build();
  }

  /** Configuration whose change reaches running pods, or their next start, and rolls nothing. */
  public ConfigMap live(String name, Map<String, String> files) {
    return new ConfigMapBuilder().withMetadata(meta(name)).withData(new TreeMap<>(files)).build();
  }

  private static String hash(Map<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(files)
          .forEach(
              (name, text) ->
                  digest.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
