package io.osplane.sdn;

import io.osplane.ComponentSpec;
import io.osplane.error.Violation;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.SpecRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What Neutron cannot be told where OVN is its back end. Pure. */
final class NeutronRules {
  private static final SpecRule CORE =
      SpecRule.error("R06", "is another back end than OVN, which is there", "ml2");
  private static final SpecRule NOT_READ =
      SpecRule.error(
          "R75",
          "is said by OVN in a file that is read after this one, so it would have no effect",
          "leave it out");
  private static final SpecRule NO_ROUTERS =
      SpecRule.warning(
          "R76", "leaves ovn-router out, so that nobody can make a router", "ovn-router as well");

  private static final Pattern ROUTER =
      Pattern.compile("ovn-router|neutron\\.services\\.ovn_l3\\..*");
  private static final String PLUGINS = "service_plugins";

  private NeutronRules() {}

  static List<SpecRule> rules() {
    return List.of(CORE, NetworkClaim.PLUGINS, NOT_READ, NO_ROUTERS);
  }

  static List<Violation> clashes(ApiServiceSpec spec, List<ComponentSpec> others, Plane plane) {
    return others.stream()
        .filter(OvnSpec.class::isInstance)
        .map(OvnSpec.class::cast)
        .findFirst()
        .map(ovn -> besideOvn(spec, ovn, plane))
        .orElse(List.of());
  }

  private static List<Violation> besideOvn(ApiServiceSpec spec, OvnSpec ovn, Plane plane) {
    List<Violation> found = new ArrayList<>();
    Map<String, String> options = spec.config().getOrDefault("DEFAULT", Map.of());
    if (!options.getOrDefault("core_plugin", "ml2").equals("ml2")) {
      found.add(CORE.at(path("DEFAULT", "core_plugin")));
    }
    if (options.containsKey(PLUGINS)) {
      checkPlugins(options.get(PLUGINS), found);
    }
    NeutronOptions.of(ovn, Names.of(ovn, plane))
        .options()
        .getOrDefault(NetworkClaim.ML2, Map.of())
        .forEach((section, theirs) -> checkRead(spec, section, theirs, found));
    return found;
  }

  private static void checkPlugins(String value, List<Violation> found) {
    List<String> plugins = Arrays.stream(value.split(",")).map(String::strip).toList();
    String path = path("DEFAULT", PLUGINS);
    if (plugins.stream().noneMatch(plugin -> ROUTER.matcher(plugin).matches())) {
      found.add(NO_ROUTERS.at(path));
    }
  }

  private static void checkRead(
      ApiServiceSpec spec, String section, Map<String, String> theirs, List<Violation> found) {
    spec.config().getOrDefault(section, Map.of()).keySet().stream()
        .filter(theirs::containsKey)
        .forEach(option -> found.add(NOT_READ.at(path(section, option))));
  }

  private static String path(String section, String option) {
    return "config[" + section + "][" + option + "]";
  }
}
