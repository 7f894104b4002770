package io.osplane.spi;

import io.osplane.Exposure;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.Spread;
import java.util.Optional;

/**
 * What rendering may know of the control plane as a whole.
 *
 * @param name the control plane's name, a label value
 * @param namespace the Kubernetes namespace
 * @param release the OpenStack release
 * @param size how much the members ask for
 * @param region the OpenStack region's name
 * @param images where the images are
 * @param clusterDomain the DNS domain of the Kubernetes cluster
 * @param exposure under which names APIs are reached from outside; empty if they are not
 * @param spread how members that decide by majority are spread over nodes
 */
public record Plane(
    String name,
    String namespace,
    Release release,
    Size size,
    String region,
    ImageCatalog images,
    String clusterDomain,
    Optional<Exposure> exposure,
    Spread spread) {
  /** A control plane that is not exposed, in a cluster of the usual domain, spread as usual. */
  public Plane(
      String name,
      String namespace,
      Release release,
      Size size,
      String region,
      ImageCatalog images) {
    this(
        name,
        namespace,
        release,
        size,
        region,
        images,
        "cluster.local",
        Optional.empty(),
        size.spread());
  }

  /** The DNS domain of the Services in the control plane's namespace. */
  public String serviceDomain() {
    return namespace + ".svc." + clusterDomain;
  }

  /**
   * The label that makes a Kubernetes node a host of the control plane; its value is the name of
   * the host's group.
   */
  public String hostLabel() {
    return "osplane.io/host." + name;
  }

  /** Where the hosts keep what must outlive pods; below it a directory for each purpose. */
  public String hostDirectory() {
    return "/var/lib/osplane/" + name;
  }
}
