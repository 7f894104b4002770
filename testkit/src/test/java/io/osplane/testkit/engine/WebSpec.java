package io.osplane.testkit.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.Replicas;

/** The spec of a web server. */
public record WebSpec(ComponentName name, Replicas replicas, String image)
    implements ComponentSpec {
  static WebSpec defaults() {
    return new WebSpec(ComponentName.of("web"), Replicas.of(2), "web:1");
  }

  WebSpec withImage(String newImage) {
    return new WebSpec(name, replicas, newImage);
  }

  @Override
  public String kind() {
    return "web";
  }

  @Override
  public WebSpec withReplicas(int members) {
    return withReplicas(Replicas.of(members));
  }

  WebSpec withReplicas(Replicas members) {
    return new WebSpec(name, members, image);
  }
}
