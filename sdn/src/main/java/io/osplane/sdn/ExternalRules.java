package io.osplane.sdn;

import io.osplane.Release;
import io.osplane.error.Violation;
import io.osplane.service.GivenOptions;
import io.osplane.service.RuleFile;
import io.osplane.spi.OptionRules;
import io.osplane.spi.SpecRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the spec of an external back end must keep to. */
final class ExternalRules {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][-_.:A-Za-z0-9]*");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final Pattern ROLE = Pattern.compile("[a-z]([-a-z0-9]{0,30}[a-z0-9])?");
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern PATH = Pattern.compile("(/(?!\\.\\.?(/|$))[-._a-zA-Z0-9]+)+");
  private static final Pattern OURS =
      Pattern.compile("/etc/neutron/(neutron\\.conf(\\.d(/.*)?)?|plugins/ml2/ml2_conf\\.ini)");

  private static final RuleFile NEUTRON = RuleFile.of("external-neutron", ExternalNetwork.class);
  private static final RuleFile HOSTS = RuleFile.of("external-hosts", ExternalNetwork.class);

  /** What is said by fields of their own. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "DEFAULT/core_plugin", "corePlugin",
          "DEFAULT/service_plugins", "servicePlugins",
          "ml2/mechanism_drivers", "mechanismDrivers");

  private final ExternalNetworkSpec spec;
  private final List<Violation> found = new ArrayList<>();

  private ExternalRules(ExternalNetworkSpec spec) {
    this.spec = spec;
  }

  static List<SpecRule> rules() {
    return Stream.concat(NEUTRON.rules().stream(), HOSTS.rules().stream()).toList();
  }

  static List<Violation> violations(ExternalNetworkSpec spec, Release release) {
    ExternalRules rules = new ExternalRules(spec);
    GivenOptions neutron = known("neutron", release, spec.config());
    rules.checkPlugins();
    rules.checkOptions("config", spec.config(), neutron);
    rules.checkOptions("hostConfig", spec.hostConfig(), known("nova", release, spec.hostConfig()));
    rules.checkSecret(spec.secret(), neutron);
    rules.checkFiles();
    rules.checkWorkers();
    rules.checkRules();
    return List.copyOf(rules.found);
  }

  private static GivenOptions known(
      String service, Release release, Map<String, Map<String, String>> options) {
    return GivenOptions.to(service, release, ExternalNetwork.class, options);
  }

  private void checkPlugins() {
    check(WORD, "corePlugin", spec.corePlugin(), "ml2, or the name of a class");
    spec.mechanismDrivers().forEach(d -> check(WORD, "mechanismDrivers", d, "names of drivers"));
    spec.servicePlugins().forEach(p -> check(WORD, "servicePlugins", p, "names of plugins"));
    boolean isMl2 = spec.corePlugin().equals(ExternalNetwork.ML2);
    if (isMl2 && spec.mechanismDrivers().isEmpty()) {
      add("mechanismDrivers", "is empty, and ML2 does nothing without a driver", "the vendor's");
    }
    if (!isMl2 && !spec.mechanismDrivers().isEmpty()) {
      add("mechanismDrivers", "are of ML2, and corePlugin is another", "leave them out");
    }
  }

  private void checkOptions(
      String field, Map<String, Map<String, String>> options, GivenOptions known) {
    options.forEach(
        (section, all) ->
            all.forEach(
                (option, value) -> {
                  String path = path(field, section, option);
                  OptionRules.form(path, section, option, value)
                      .or(() -> meaning(path, field, section, option))
                      .or(() -> known.violation(path, section, option, value))
                      .ifPresent(found::add);
                }));
  }

  private Optional<Violation> meaning(String path, String field, String section, String option) {
    if (OptionRules.isSecret(option)) {
      return Optional.of(
          new Violation(
              path,
              "holds a secret, and a spec is kept in the clear",
              "secret.options[" + section + "][" + option + "] with a key of the vendor's Secret"));
    }
    return field.equals("config") ? said(path, section, option) : Optional.empty();
  }

  private Optional<Violation> said(String path, String section, String option) {
    String own = FIELDS.get(section + "/" + option);
    if (own != null) {
      return Optional.of(new Violation(path, "is said by a field of its own", own));
    }
    return isTaken(section, option)
        ? Optional.of(new Violation(path, "is taken out of the Secret, too", "one of both"))
        : Optional.empty();
  }

  private boolean isTaken(String section, String option) {
    return spec.secret().options().getOrDefault(section, Map.of()).containsKey(option);
  }

  private void checkSecret(VendorSecret secret, GivenOptions known) {
    boolean takes = !secret.options().isEmpty() || !secret.files().isEmpty();
    if (takes || !secret.name().isEmpty()) {
      check(NAME, "secret.name", secret.name(), "the name of the vendor's Secret");
    }
    if (!takes && !secret.name().isEmpty()) {
      add("secret", "nothing is taken out of " + secret.name(), "options or files, with keys");
    }
    if (secret.epoch() < 1) {
      add("secret.epoch", "is " + secret.epoch(), "at least 1");
    }
    secret
        .options()
        .forEach(
            (section, options) ->
                options.forEach(
                    (option, key) -> {
                      String path = "secret.options[" + section + "][" + option + "]";
                      OptionRules.form(path, section, option, "")
                          .or(() -> known.violation(path, section, option))
                          .ifPresent(found::add);
                      check(KEY, path, key, "a key of the Secret");
                    }));
    secret
        .files()
        .forEach((path, key) -> check(KEY, "secret.files[" + path + "]", key, "a key of it"));
  }

  private void checkFiles() {
    spec.files()
        .forEach(
            (path, text) -> {
              checkPath("files[" + path + "]", path);
              if (text.contains("${secret:")) {
                add("files[" + path + "]", "is no plain text", "secret.files for what is secret");
              }
            });
    Set<String> plain = spec.files().keySet();
    spec.secret()
        .files()
        .keySet()
        .forEach(
            path -> {
              checkPath("secret.files[" + path + "]", path);
              if (plain.contains(path)) {
                add("secret.files[" + path + "]", "is in files, too", "one of both");
              }
            });
  }

  private void checkPath(String field, String path) {
    if (!PATH.matcher(path).matches()) {
      add(field, "is no absolute path", "as /etc/neutron/acme/fabric.json");
    } else if (OURS.matcher(path).matches()) {
      add(field, "is a file of Neutron's own", "config for its options, another path for others");
    }
  }

  private void checkWorkers() {
    spec.workers()
        .forEach(
            (role, command) -> {
              check(ROLE, "workers[" + role + "]", role, "a short DNS label as rpc-server");
              if (role.equals("api") || command.isEmpty()) {
                add("workers[" + role + "]", "is no further process", "a role and its command");
              }
            });
  }

  private void checkRules() {
    found.addAll(
        NEUTRON.violations(
            ExternalNetwork.plain(spec),
            (section, option) ->
                FIELDS.getOrDefault(section + "/" + option, path("config", section, option))));
    found.addAll(
        HOSTS.violations(
            spec.hostConfig(), (section, option) -> path("hostConfig", section, option)));
  }

  private static String path(String field, String section, String option) {
    return field + "[" + section + "][" + option + "]";
  }

  private void check(Pattern form, String path, String value, String expected) {
    if (!form.matcher(value).matches()) {
      add(path, "cannot be '" + value + "'", expected);
    }
  }

  private void add(String path, String problem, String expected) {
    found.add(new Violation(path, problem, expected));
  }
}
