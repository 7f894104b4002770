package io.osplane.testkit.internal.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds that the simulated server knows, read from {@code kinds.txt}. Immutable. */
public final class Kinds {
  private final List<Kind> all;
  private final Map<String, Kind> byName;
  private final Map<String, Kind> byResource;

  private Kinds(List<Kind> all) {
    this.all = all;
    this.byName = all.stream().collect(Collectors.toMap(Kind::name, Function.identity()));
    this.byResource =
        all.stream()
            .collect(
                Collectors.toMap(
                    k -> k.group() + "/" + k.version() + "/" + k.plural(), Function.identity()));
  }

  /** Reads the table from the class path. */
  public static Kinds load() {
    try (var in = Kinds.class.getResourceAsStream("/io/osplane/testkit/kinds.txt");
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new Kinds(reader.lines().filter(l -> !l.startsWith("#")).map(Kinds::parse).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the kind table", e);
    }
  }

  private static Kind parse(String line) {
    String[] f = line.trim().split("\\s+", -1);
    Set<String> subresources = f[5].equals("-") ? Set.of() : Set.of(f[5].split(","));
    return new Kind(
        f[0].equals("-") ? "" : f[0],
        f[1],
        f[2],
        f[3],
        f[4].equals("N"),
        subresources,
        f[6].equals("-") ? "" : f[6]);
  }

  public List<Kind> all() {
    return all;
  }

  /** The kind called so, such as {@code Pod}; names are unique in the table. */
  public Kind named(String name) {
    Kind kind = byName.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("kind " + name + " is not in the kind table");
    }
    return kind;
  }

  public Optional<Kind> named(String apiVersion, String name) {
    return Optional.ofNullable(byName.get(name)).filter(k -> k.apiVersion().equals(apiVersion));
  }

  public Optional<Kind> resource(String group, String version, String plural) {
    return Optional.ofNullable(byResource.get(group + "/" + version + "/" + plural));
  }

  /** Groups but the core one, sorted. */
  public Set<String> groups() {
    Set<String> groups = new TreeSet<>();
    all.forEach(k -> groups.add(k.group()));
    groups.addAll(Set.of("authorization.k8s.io", "authentication.k8s.io"));
    groups.remove("");
    return groups;
  }

  /** The one served version of a group. */
  public String versionOf(String group) {
    return all.stream()
        .filter(k -> k.group().equals(group))
        .map(Kind::version)
        .findFirst()
        .orElse("v1");
  }
}
