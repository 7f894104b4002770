package io.osplane.service;

import io.osplane.Replicas;
import io.osplane.error.Violation;
import io.osplane.spi.VolumeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is wrong with the spec of an API service. */
record SpecCheck(Row row) {
  private static final Pattern SECRET = Pattern.compile("(password|passwd|secret|admin_token)$");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][-_.:A-Za-z0-9]*");

  /** The longest name of a CronJob, so that the names of its Jobs stay legal. */
  private static final int LONGEST = 52;

  List<Violation> violations(ApiServiceSpec spec) {
    List<Violation> found = new ArrayList<>();
    name(spec.name().value()).ifPresent(found::add);
    replicas(spec.replicas()).ifPresent(found::add);
    found.addAll(new RowSecrets(row, spec).violations());
    found.addAll(storage(spec));
    spec.config()
        .forEach(
            (section, options) ->
                options.forEach((option, value) -> check(section, option, value, found)));
    return found;
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

  private void check(String section, String option, String value, List<Violation> found) {
    String path = "config[" + section + "][" + option + "]";
    if (!WORD.matcher(section).matches() || !WORD.matcher(option).matches()) {
      found.add(new Violation(path, "is no section and option", "letters, digits and _ - . :"));
    } else if (isDerived(section, option)) {
      found.add(new Violation(path, "is set by Osplane from what is claimed", "leave it out"));
    } else if (SECRET.matcher(option).find()) {
      found.add(secret(path));
    } else if (value.lines().count() > 1 || value.endsWith("\n") || value.contains("${secret:")) {
      found.add(new Violation(path, "is no plain value", "one line without a reference"));
    }
  }

  static Violation secret(String path) {
    return new Violation(path, "holds a secret, and a spec is kept in the clear", "leave it out");
  }

  private boolean isDerived(String section, String option) {
    return row.files().values().stream()
        .map(file -> file.options().getOrDefault(section, Map.of()).get(option))
        .anyMatch(value -> value != null && Placeholders.in(value));
  }
}
