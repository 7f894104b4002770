package io.osplane.service;

import io.osplane.Release;
import io.osplane.Replicas;
import io.osplane.error.Violation;
import io.osplane.spi.OptionRules;
import io.osplane.spi.VolumeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is wrong with the spec of an API service in a release. */
record SpecCheck(Row row, OptionFiles files, Release release) {
  /** The longest name of a CronJob, so that the names of its Jobs stay legal. */
  private static final int LONGEST = 52;

  List<Violation> violations(ApiServiceSpec spec) {
    List<Violation> found = new ArrayList<>();
    name(spec.name().value()).ifPresent(found::add);
    replicas(spec.replicas()).ifPresent(found::add);
    found.addAll(new RowSecrets(row, spec).violations());
    epoch(spec.epoch()).ifPresent(found::add);
    found.addAll(storage(spec));
    if (!spec.config().isEmpty()) {
      found.addAll(config(spec.config()));
    }
    return found;
  }

  private List<Violation> config(Map<String, Map<String, String>> config) {
    Optional<OptionCheck> known = files.of(release).map(k -> OptionCheck.of(k, row, config));
    List<Violation> found = new ArrayList<>();
    config.forEach(
        (section, options) ->
            options.forEach(
                (option, value) -> {
                  String path = path(section, option);
                  form(path, section, option, value)
                      .or(() -> known.flatMap(k -> k.violation(path, section, option, value)))
                      .or(() -> setting(path, section, option, value))
                      .ifPresent(found::add);
                }));
    found.addAll(
        new RuleCheck(row.rules(), RowOptions.of(row, config)).violations(SpecCheck::path));
    return found;
  }

  private static String path(String section, String option) {
    return "config[" + section + "][" + option + "]";
  }

  private Optional<Violation> name(String wanted) {
    int suffix = row.cron().keySet().stream().mapToInt(cron -> cron.length() + 1).max().orElse(0);
    return wanted.length() + suffix > LONGEST
        ? Optional.of(
            new Violation(
                "name",
                "has " + wanted.length() + " characters, too many for its CronJobs",
                "at most " + (LONGEST - suffix) + " characters"))
        : Optional.empty();
  }

  private static Optional<Violation> epoch(int epoch) {
    return epoch < 1
        ? Optional.of(new Violation("epoch", "is " + epoch, "at least 1"))
        : Optional.empty();
  }

  private List<Violation> storage(ApiServiceSpec spec) {
    List<Violation> found = new ArrayList<>();
    spec.storage()
        .forEach(
            (volume, size) -> {
              String path = "storage[" + volume + "]";
              if (row.volumes().containsKey(volume)) {
                VolumeRules.size(path, size).ifPresent(found::add);
              } else {
                found.add(
                    new Violation(
                        path,
                        "is no volume of " + spec.kind(),
                        row.volumes().isEmpty()
                            ? "leave it out"
                            : "one of " + new TreeSet<>(row.volumes().keySet())));
              }
            });
    VolumeRules.storageClass(spec.storageClass()).ifPresent(found::add);
    return found;
  }

  private static Optional<Violation> replicas(Replicas wanted) {
    if (wanted.min() < 1) {
      return Optional.of(
          new Violation("replicas", "is " + wanted.min(), "at least 1; remove it with removing"));
    }
    return wanted.min() > wanted.max()
        ? Optional.of(
            new Violation(
                "replicas",
                "has min " + wanted.min() + " above max " + wanted.max(),
                "a max of at least min"))
        : Optional.empty();
  }

  private Optional<Violation> form(String path, String section, String option, String value) {
    if (isDerived(section, option)) {
      return Optional.of(
          new Violation(path, "is set by Osplane from what is claimed", "leave it out"));
    }
    return OptionRules.isSecret(option)
        ? Optional.of(secret(path))
        : OptionRules.form(path, section, option, value);
  }

  private Optional<Violation> setting(String path, String section, String name, String value) {
    return row.files().values().stream()
        .findFirst()
        .filter(Row.ConfigFile::isPython)
        .flatMap(file -> PythonSetting.violation(file, path, section, name, value));
  }

  static Violation secret(String path) {
    return new Violation(
        path,
        "holds a secret, and a spec is kept in the clear",
        "leave it out: passwords come from credentials and claims, never from config");
  }

  private boolean isDerived(String section, String option) {
    return row.files().values().stream()
        .map(file -> file.options().getOrDefault(section, Map.of()).get(option))
        .anyMatch(value -> value != null && Placeholders.in(value));
  }
}
