package io.osplane.internal.engine;

import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.ImageCatalog;
import io.osplane.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a spec must keep to beside its components. */
final class PlaneRules {
  private static final String PATH = "(/[-_.a-z0-9]+)*";
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][-_.A-Za-z0-9]{0,254}");
  private static final Pattern REGISTRY =
      Pattern.compile("([A-Za-z0-9][-.A-Za-z0-9]*(:[0-9]+)?" + PATH + ")?");
  private static final Pattern TAG = Pattern.compile("([_A-Za-z0-9][-_.A-Za-z0-9]{0,127})?");
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][-_.:/@A-Za-z0-9]*");
  private static final Pattern SECRET = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int MAX_PORT = 65535;

  private final List<Violation> found = new ArrayList<>();

  private PlaneRules() {}

  static List<Violation> violations(ControlPlaneSpec spec) {
    PlaneRules rules = new PlaneRules();
    rules.checkExtent(spec);
    rules.check(DOMAIN, "clusterDomain", spec.clusterDomain(), "a DNS domain, as cluster.local");
    rules.check(REGION, "region", spec.region(), "letters, digits and - _ . as RegionOne");
    spec.exposure().ifPresent(rules::check);
    rules.check(spec.images());
    return rules.found;
  }

  private void checkExtent(ControlPlaneSpec spec) {
    if (spec.components().isEmpty()) {
      found.add(new Violation("components", "is empty", "name at least one component"));
    }
    if (!Releases.KNOWN.contains(spec.release())) {
      found.add(
          new Violation(
              "release", "unknown release " + spec.release(), "one of " + Releases.KNOWN));
    }
  }

  private void check(Exposure exposure) {
    check(DOMAIN, "exposure.domain", exposure.domain(), "a DNS domain, as cloud.example.org");
    if (exposure.port() < 1 || exposure.port() > MAX_PORT) {
      found.add(new Violation("exposure.port", "is " + exposure.port(), "1 to " + MAX_PORT));
    }
    exposure
        .certificate()
        .ifPresent(name -> check(SECRET, "exposure.certificate", name, "the name of a Secret"));
  }

  private void check(ImageCatalog images) {
    check(
        REGISTRY,
        "images.registry",
        images.registry(),
        "as mirror.example:5000/osp, no / at its end");
    check(TAG, "images.tag", images.tag(), "letters, digits and - _ .");
    images
        .overrides()
        .forEach(
            (image, reference) ->
                check(
                    REFERENCE,
                    "images.overrides[" + image + "]",
                    reference,
                    "as mirror.example/mariadb:11.8"));
    for (int i = 0; i < images.pullSecrets().size(); i++) {
      check(
          SECRET,
          "images.pullSecrets[" + i + "]",
          images.pullSecrets().get(i),
          "the name of a Secret");
    }
  }

  private void check(Pattern form, String path, String value, String expected) {
    if (!form.matcher(value).matches()) {
      found.add(new Violation(path, "cannot be '" + value + "'", expected));
    }
  }
}
