package io.osplane.service;

import io.osplane.Release;
import io.osplane.error.Violation;
import java.util.Map;
import java.util.Optional;

/**
 * Options that a component has another one's service read, held against those that the service
 * knows. Sections that the service does not have are of plugins, about which nothing is known.
 */
public final class GivenOptions {
  private final Optional<OptionCheck> check;

  private GivenOptions(Optional<OptionCheck> check) {
    this.check = check;
  }

  /**
   * Options by section and name, for a service in a release. If no file {@code
   * META-INF/osplane/options/RELEASE/SERVICE.txt} tells of it, nothing is wrong with any.
   *
   * @param service whose options they are, such as {@code neutron}
   * @param beside a class whose loader has such files
   */
  public static GivenOptions to(
      String service, Release release, Class<?> beside, Map<String, Map<String, String>> all) {
    return new GivenOptions(
        new OptionFiles(service, beside.getClassLoader())
            .of(release)
            .map(known -> new OptionCheck(known.chosenBy(all), Map.of())));
  }

  /** What is wrong with one of them. */
  public Optional<Violation> violation(String path, String section, String name, String value) {
    return concerning(section, name).flatMap(c -> c.violation(path, section, name, value));
  }

  /** What is wrong with the name of one whose value is not known yet, and may be a secret. */
  public Optional<Violation> violation(String path, String section, String name) {
    return concerning(section, name).flatMap(c -> c.unknown(path, section, name));
  }

  private Optional<OptionCheck> concerning(String section, String name) {
    return check.filter(c -> c.concerns(section, name));
  }
}
