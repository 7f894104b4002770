package io.osplane.examples;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the steward is told.
 *
 * @param spec what is wanted
 * @param name the control plane's name
 * @param namespace its namespace
 * @param interval from the end of one round to the next
 * @param isRolesOnly whether only the rights that it needs are printed
 */
record StewardSettings(
    ControlPlaneSpec spec, String name, String namespace, Duration interval, boolean isRolesOnly) {
  static final String USAGE =
      """
      usage: steward [--roles] SPEC.yaml

        --roles              print the Role that the spec needs, and end

        OSPLANE_NAME         the control plane's name; required
        OSPLANE_NAMESPACE    its namespace; the name if not given
        OSPLANE_INTERVAL     seconds between two looks; 30 if not given
      """;

  /**
   * Reads arguments, environment and spec.
   *
   * @throws UsageException if something is missing or no number
   * @throws UnreadableException if the spec cannot be read
   * @throws io.osplane.error.InvalidSpecException with every violation of the spec's form
   */
  static StewardSettings parse(List<String> words, Map<String, String> environment) {
    boolean isRolesOnly = words.contains("--roles");
    List<String> files = words.stream().filter(w -> !w.equals("--roles")).toList();
    String name = environment.getOrDefault("OSPLANE_NAME", "");
    if (files.size() != 1 || name.isEmpty()) {
      throw new UsageException("one spec file and OSPLANE_NAME are needed");
    }
    return new StewardSettings(
        ControlPlaneSpec.parse(UnreadableException.read("spec", Path.of(files.get(0)))),
        name,
        environment.getOrDefault("OSPLANE_NAMESPACE", name),
        interval(environment.getOrDefault("OSPLANE_INTERVAL", "30")),
        isRolesOnly);
  }

  private static Duration interval(String seconds) {
    try {
      return Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)));
    } catch (NumberFormatException e) {
      throw new UsageException("OSPLANE_INTERVAL is '" + seconds + "', not a number of seconds");
    }
  }

  /**
   * Opens the control plane, with the rights of the pod's account or of a kubeconfig.
   *
   * @throws UsageException if a name is none, or the kubeconfig cannot be used
   */
  ControlPlane open() {
    try {
      return ControlPlane.builder().name(name).namespace(namespace).build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
