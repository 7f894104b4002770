package io.osplane.openstack;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/**
 * What is wanted of the edge: proxies that end TLS before every API, under the names of the control
 * plane's {@link io.osplane.Exposure}.
 *
 * @param name the instance's name
 * @param replicas the proxies
 * @param entrance how requests reach them; with {@link Entrance#NODE_PORT} at the exposure's own
 *     port if that is one of 30000 to 32767, else at one that Kubernetes chooses
 */
public record EdgeSpec(ComponentName name, int replicas, Entrance entrance)
    implements ComponentSpec {
  /** The values of fields that a spec leaves out. */
  public static EdgeSpec defaults() {
    return of(2);
  }

  /** Proxies behind a load balancer of the Kubernetes cluster. */
  public static EdgeSpec of(int replicas) {
    return new EdgeSpec(ComponentName.of(Edge.KIND), replicas, Entrance.LOAD_BALANCER);
  }

  @Override
  public String kind() {
    return Edge.KIND;
  }

  @Override
  public EdgeSpec withReplicas(int number) {
    return new EdgeSpec(name, number, entrance);
  }

  public EdgeSpec withEntrance(Entrance other) {
    return new EdgeSpec(name, replicas, other);
  }
}
