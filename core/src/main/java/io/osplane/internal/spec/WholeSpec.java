package io.osplane.internal.spec;

import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.Spread;
import java.util.List;
import java.util.Optional;

/** A control plane's spec as a record, so that it has a shape like any other. */
record WholeSpec(
    Release release,
    Size size,
    String region,
    String clusterDomain,
    Optional<Exposure> exposure,
    Optional<Spread> spread,
    ImageCatalog images,
    List<String> acknowledging,
    List<ComponentSpec> components) {

  static WholeSpec of(ControlPlaneSpec spec) {
    return new WholeSpec(
        spec.release(),
        spec.size(),
        spec.region(),
        spec.clusterDomain(),
        spec.exposure(),
        spec.spread(),
        spec.images(),
        List.copyOf(spec.acknowledging()),
        spec.components());
  }

  public static WholeSpec defaults() {
    return of(ControlPlaneSpec.builder().build());
  }

  ControlPlaneSpec spec() {
    ControlPlaneSpec.Builder spec =
        ControlPlaneSpec.builder()
            .release(release)
            .size(size)
            .region(region)
            .clusterDomain(clusterDomain)
            .images(images)
            .components(components);
    exposure.ifPresent(spec::exposure);
    spread.ifPresent(spec::spread);
    acknowledging.forEach(spec::acknowledging);
    return spec.build();
  }
}
