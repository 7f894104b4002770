package io.osplane.service;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.spi.Change;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.SecretTemplate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of a row's placeholders, written {@code {name}}.
 *
 * <p>Always: {@code name}, {@code id} (the name with underscores), {@code plane}, {@code
 * namespace}, {@code region}, {@code url}, {@code url.ROLE}, {@code public.ROLE}, {@code
 * identity.type}, {@code host.directory}, {@code secret.SUFFIX} and {@code secret.SUFFIX.KEY}; as
 * claimed: {@code database.WORD.url}, {@code messaging.transport_url} and {@code .hosts}, {@code
 * cache.servers}, {@code identity.auth_url}, {@code .user}, {@code .project}, {@code .domain},
 * {@code .password}, and {@code domain.name}, {@code .user}, {@code .password}. Secrets are
 * references.
 */
record Placeholders(SortedMap<String, String> values) {
  private static final Pattern NAME = Pattern.compile("\\{([a-z][-a-zA-Z0-9_.]*)}");

  /** The values that are known of a spec alone. */
  static Placeholders of(Row row, ApiServiceSpec spec, Plane plane) {
    String name = spec.name().value();
    SortedMap<String, String> values = new TreeMap<>();
    values.put("name", name);
    values.put("id", name.replace('-', '_'));
    values.put("plane", plane.name());
    values.put("namespace", plane.namespace());
    values.put("region", plane.region());
    values.put("identity.type", row.catalogue());
    values.put("host.directory", plane.hostDirectory());
    row.servers()
        .forEach(
            (role, server) -> {
              String service = Workloads.server(name, role);
              String url = origin(service, plane, server.port()) + server.path();
              values.put(role.equals(Row.API) ? "url" : "url." + role, url);
            });
    row.exposed()
        .forEach(
            role ->
                values.put(
                    "public." + role, outside(Workloads.server(name, role), role, row, plane)));
    RowSecrets secrets = new RowSecrets(row, spec);
    row.generated()
        .forEach(
            (suffix, keys) -> {
              values.put("secret." + suffix, secrets.name(suffix));
              keys.keySet().forEach(key -> put(values, suffix, key, secrets.ref(suffix, key)));
            });
    return new Placeholders(values);
  }

  private static void put(Map<String, String> values, String suffix, String key, SecretRef ref) {
    values.put("secret." + suffix + "." + key, SecretTemplate.value(ref));
  }

  /** The URL outside; that of the Service where nothing is exposed. */
  private static String outside(String server, String role, Row row, Plane plane) {
    return plane
        .exposure()
        .map(e -> e.url(server))
        .orElseGet(() -> origin(server, plane, row.port(role)));
  }

  /** The URL of a component's Service, without a path. */
  static String origin(ComponentName name, Plane plane, int port) {
    return origin(name.value(), plane, port);
  }

  private static String origin(String service, Plane plane, int port) {
    return "http://%s.%s.svc:%d".formatted(service, plane.namespace(), port);
  }

  /** A copy that also knows what the claims are answered with. */
  Placeholders bound(Claims claims, Change<?> change) {
    SortedMap<String, String> more = new TreeMap<>(values);
    claims.database().map(change::binding).ifPresent(b -> more.putAll(databases(claims, b)));
    claims
        .messaging()
        .map(change::binding)
        .ifPresent(
            b -> {
              more.put("messaging.transport_url", b.transportUrl());
              more.put("messaging.hosts", Integer.toString(b.hosts().size()));
            });
    claims
        .cache()
        .ifPresent(c -> more.put("cache.servers", String.join(",", change.binding(c).servers())));
    claims
        .identity()
        .map(change::binding)
        .ifPresent(
            b -> {
              more.putAll(identity(b));
              b.domainAdmin().ifPresent(admin -> more.putAll(domain(admin)));
            });
    return new Placeholders(more);
  }

  private static Map<String, String> databases(Claims claims, DatabaseClaim.Binding account) {
    Map<String, String> urls = new TreeMap<>();
    claims
        .names()
        .forEach((word, name) -> urls.put("database." + word + ".url", account.url(name)));
    return urls;
  }

  private static Map<String, String> identity(IdentityClaim.Binding identity) {
    return Map.of(
        "identity.auth_url", identity.authUrl(),
        "identity.user", identity.user(),
        "identity.project", identity.project(),
        "identity.domain", identity.domain(),
        "identity.password", SecretTemplate.value(identity.password()));
  }

  private static Map<String, String> domain(IdentityClaim.DomainAdmin admin) {
    return Map.of(
        "domain.name", admin.domain(),
        "domain.user", admin.user(),
        "domain.password", SecretTemplate.value(admin.password()));
  }

  /** A copy that also knows these. */
  Placeholders with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(values);
    all.putAll(more);
    return new Placeholders(all);
  }

  /** Whether a text depends on anything but itself. */
  static boolean in(String text) {
    return NAME.matcher(text).find();
  }

  /**
   * The text with every placeholder filled in.
   *
   * @throws IllegalStateException if the row uses one that it has no claim for
   */
  String fill(String text) {
    return NAME.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value(m.group(1))));
  }

  List<String> fill(List<String> texts) {
    return texts.stream().map(this::fill).toList();
  }

  SortedMap<String, String> fill(Map<String, String> texts) {
    SortedMap<String, String> filled = new TreeMap<>();
    texts.forEach((key, text) -> filled.put(key, fill(text)));
    return filled;
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("a row asks for {" + name + "}; known: " + values.keySet());
    }
    return value;
  }
}
