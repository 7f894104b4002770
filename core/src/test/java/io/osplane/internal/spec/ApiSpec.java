package io.osplane.internal.spec;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.Map;

/** A spec that several kinds share, without defaults. */
public record ApiSpec(String kind, ComponentName name, int replicas, Map<String, String> config)
    implements ComponentSpec {
  @Override
  public ApiSpec withReplicas(int members) {
    return new ApiSpec(kind, name, members, config);
  }
}
