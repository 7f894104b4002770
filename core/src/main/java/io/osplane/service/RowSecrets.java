package io.osplane.service;

import io.osplane.Credential;
import io.osplane.SecretRef;
import io.osplane.error.Violation;
import io.osplane.spi.Generate;
import io.osplane.spi.SecretTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The Secrets of one instance of a row, by suffix: generated ones, and copies of passwords that the
 * caller keeps, with the key that the row's pods read.
 */
record RowSecrets(Row row, ApiServiceSpec spec) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    spec.credentials().forEach((suffix, credential) -> check(suffix, credential, found));
    return found;
  }

  private void check(String suffix, Credential credential, List<Violation> found) {
    String path = "credentials[" + suffix + "]";
    if (!passwords().contains(suffix)) {
      found.add(new Violation(path, "is no password of " + spec.kind(), "one of " + passwords()));
    } else if (credential.source().isPresent()) {
      if (!NAME.matcher(credential.secret()).matches()) {
        found.add(new Violation(path + ".secret", "is no name of a Secret", "a DNS name"));
      }
      if (!KEY.matcher(credential.key()).matches()) {
        found.add(new Violation(path + ".key", "is no key", "letters, digits and - . _"));
      }
      if (credential.epoch() < 1) {
        found.add(new Violation(path + ".epoch", "is " + credential.epoch(), "at least 1"));
      }
    }
  }

  private SortedSet<String> passwords() {
    SortedSet<String> passwords = new TreeSet<>();
    row.generated()
        .forEach(
            (suffix, keys) -> {
              if (List.copyOf(keys.values()).equals(List.of(Generate.Value.PASSWORD))) {
                passwords.add(suffix);
              }
            });
    return passwords;
  }

  private Optional<SecretRef> given(String suffix) {
    return Optional.ofNullable(spec.credentials().get(suffix)).flatMap(Credential::source);
  }

  /** What is generated, in the row's order. */
  List<Generate> generated() {
    return row.generated().entrySet().stream()
        .filter(e -> given(e.getKey()).isEmpty())
        .map(e -> new Generate(spec.name() + "-" + e.getKey(), e.getValue()))
        .toList();
  }

  /** The copies of what the caller keeps. */
  List<SecretTemplate> copies() {
    List<SecretTemplate> copies = new ArrayList<>();
    row.generated()
        .forEach(
            (suffix, keys) ->
                given(suffix)
                    .map(ref -> Map.of(onlyKey(keys), SecretTemplate.value(ref)))
                    .ifPresent(files -> copies.add(new SecretTemplate(name(suffix), files))));
    return copies;
  }

  /** The name of the Secret that pods mount. */
  String name(String suffix) {
    String generated = spec.name() + "-" + suffix;
    return given(suffix).isPresent() ? generated + "-given" : generated;
  }

  /** Where the value of a key is kept. */
  SecretRef ref(String suffix, String key) {
    return given(suffix).orElseGet(() -> SecretRef.of(name(suffix), key));
  }

  /** What tells one value from the next, for keys of runs. */
  String epoch(String suffix) {
    return given(suffix).map(r -> r.name() + "/" + r.key() + "@" + r.epoch()).orElse("1");
  }

  private static String onlyKey(Map<String, Generate.Value> keys) {
    return keys.keySet().iterator().next();
  }
}
