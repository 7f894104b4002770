package io.osplane.openstack;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wanted of the cluster's own ingress controller: that it ends TLS before every API, with
 * the certificate of the control plane's {@link io.osplane.Exposure}.
 *
 * @param name the instance's name
 * @param className the IngressClass; empty for the cluster's default
 * @param annotations of each Ingress, for what the controller wants to be told
 */
public record IngressSpec(
    ComponentName name, Optional<String> className, Map<String, String> annotations)
    implements ComponentSpec {
  /** Sorts the annotations, so that rendering is deterministic. */
  public IngressSpec {
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** The cluster's default class, without annotations. */
  public static IngressSpec defaults() {
    return new IngressSpec(ComponentName.of(Ingresses.KIND), Optional.empty(), Map.of());
  }

  public static IngressSpec of(String className) {
    return new IngressSpec(ComponentName.of(Ingresses.KIND), Optional.of(className), Map.of());
  }

  @Override
  public String kind() {
    return Ingresses.KIND;
  }

  /**
   * The controller is not ours to scale.
   *
   * @throws IllegalArgumentException always
   */
  @Override
  public IngressSpec withReplicas(int replicas) {
    throw new IllegalArgumentException("the ingress controller belongs to the cluster");
  }

  /** A copy with one more annotation. */
  public IngressSpec withAnnotation(String key, String value) {
    Map<String, String> more = new TreeMap<>(annotations);
    more.put(key, value);
    return new IngressSpec(name, className, more);
  }
}
