package io.osplane.openstack;

import io.osplane.Access;
import io.osplane.Exposure;
import io.osplane.SecretRef;
import io.osplane.error.UnreachableException;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.service.ApiService;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Act;
import io.osplane.spi.Await;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.ExposureClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keystone: an API service that also gives the others users, and clients tokens. */
public final class Keystone implements Component<ApiServiceSpec> {
  /** The administrator's name, and the name of the administrator's project. */
  static final String ADMIN = "admin";

  /** The task after which tokens are issued. */
  static final String TOKEN = "token";

  /** The task after which the catalogue has Keystone itself. */
  static final String ENTRY = "entry";

  private static final String IDENTITY = "identity";
  private static final Duration PATIENCE_WITH_THE_OLD = Duration.ofSeconds(30);
  private final ApiService api =
      ApiService.of(OpenStack.KEYSTONE, Keystone.class).with(FernetKeys::placeholders);

  @Override
  public String kind() {
    return api.kind();
  }

  @Override
  public Class<ApiServiceSpec> specType() {
    return api.specType();
  }

  @Override
  public ApiServiceSpec defaults() {
    return api.defaults();
  }

  /** What is wrong with the lifetimes of tokens is said once, by those who know why. */
  @Override
  public List<Violation> validate(ApiServiceSpec spec, Plane plane) {
    List<Violation> lifetimes = FernetKeys.violations(spec);
    Set<String> said = lifetimes.stream().map(Violation::path).collect(Collectors.toSet());
    List<Violation> found = new ArrayList<>(api.validate(spec, plane));
    found.removeIf(violation -> said.contains(violation.path()));
    found.addAll(lifetimes);
    return found;
  }

  @Override
  public List<SpecRule> rules() {
    return api.rules();
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.IDENTITY);
  }

  @Override
  public List<Claim<?>> claims(ApiServiceSpec spec, Plane plane) {
    return api.claims(spec, plane);
  }

  @Override
  public Optional<Access> access(ApiServiceSpec spec, Plane plane) {
    String url = ApiService.origin(spec.name(), plane, KeystoneApi.PORT) + "/v3";
    return Optional.of(
        new Access(
            url,
            plane.exposure().map(e -> e.url(spec.name().value()) + "/v3").orElse(""),
            plane.exposure().flatMap(Exposure::authority),
            plane.region(),
            ADMIN,
            ADMIN,
            KeystoneApi.DOMAIN,
            adminPassword(spec)));
  }

  private SecretRef adminPassword(ApiServiceSpec spec) {
    return api.secret(spec, OpenStack.ADMIN, "password");
  }

  @Override
  public Provision<?> provide(Claim<?> claim, ApiServiceSpec spec, Plane plane) {
    if (!(claim instanceof IdentityClaim identity)) {
      throw new IllegalArgumentException(kind() + " does not provide " + claim.capability());
    }
    return new ServiceUser(identity, spec.name(), plane, adminPassword(spec)).provision();
  }

  /**
   * Beside the service's own tasks, tokens are waited for: before users are registered, and after
   * the servers moved. If the old servers issue none, that is not waited for long: the move may be
   * what mends them. Outside an upgrade the schema's run comes first: it tells Keystone a new
   * password of the administrator.
   */
  @Override
  public List<Task> recipe(Change<ApiServiceSpec> change) {
    List<Task> tasks = new ArrayList<>(api.recipe(change));
    if (change.isNew()) {
      tasks.add(tokens(TOKEN, change).after(Needs.tasks(ApiService.READY)));
    } else if (!change.isRemoval()) {
      Needs before = change.isUpgrade() ? Needs.none() : Needs.tasks(ApiService.SCHEMA);
      tasks.add(tokens(TOKEN, change).after(before).orGoOnAfter(PATIENCE_WITH_THE_OLD));
      tasks.add(
          tokens("token-again", change).in(Phase.FOLLOW).after(Needs.tasks(ApiService.READY)));
    }
    if (!change.isRemoval()) {
      tasks.add(entry(change.spec(), change.plane()));
      regionExit(change).ifPresent(tasks::add);
    }
    return Collections.unmodifiableList(tasks);
  }

  private Act entry(ApiServiceSpec spec, Plane plane) {
    String name = spec.name().value();
    String url = ApiService.origin(spec.name(), plane, KeystoneApi.PORT) + "/v3";
    IdentityClaim inside = IdentityClaim.of(OpenStack.KEYSTONE, IDENTITY, url);
    List<ExposureClaim> doors =
        plane.exposure().stream().map(e -> ExposureClaim.of(name, KeystoneApi.PORT)).toList();
    IdentityClaim claim = inside.exposedBy(doors);
    return Act.of(
        ENTRY,
        Needs.tasks(TOKEN).andServing(doors),
        "entry of " + name + " in the catalogue",
        Map.of("region", plane.region(), "url", url, "public", claim.outside(url, plane)),
        new OwnEntry(name, claim, adminPassword(spec)));
  }

  /** Services are listed under the new name before any of them moves; the old one goes last. */
  private Optional<Act> regionExit(Change<ApiServiceSpec> change) {
    String now = change.plane().region();
    SortedMap<String, String> types = new TreeMap<>(Map.of(IDENTITY, OpenStack.KEYSTONE));
    change.asked().stream()
        .filter(IdentityClaim.class::isInstance)
        .map(IdentityClaim.class::cast)
        .forEach(
            claim -> claim.endpoints().keySet().forEach(type -> types.put(type, claim.name())));
    return change
        .planeBefore()
        .map(Plane::region)
        .filter(old -> !old.equals(now))
        .map(
            old ->
                Act.retiring(
                    "leave-region",
                    "Take region " + old + " out of the catalogue",
                    Map.of("from", old, "to", now),
                    new RegionExit(
                        change.spec().name().value(), old, types, adminPassword(change.spec()))));
  }

  private Await tokens(String name, Change<ApiServiceSpec> change) {
    ApiServiceSpec spec = change.spec();
    return new Await(
        name,
        Phase.EXPAND,
        Needs.none(),
        spec.name() + " issues tokens",
        probe -> {
          Condition found = token(spec, probe);
          return found.code().equals("TokenIssued")
              ? Verdict.met()
              : Verdict.notYet(found.message());
        },
        Optional.empty());
  }

  @Override
  public List<Condition> probe(ApiServiceSpec spec, Probe probe) {
    List<Condition> found = new ArrayList<>(api.probe(spec, probe));
    found.add(token(spec, probe));
    return found;
  }

  private Condition token(ApiServiceSpec spec, Probe probe) {
    String name = spec.name().value();
    try {
      int status =
          KeystoneApi.login(probe, name, ADMIN, probe.reveal(adminPassword(spec)), ADMIN).status();
      return judged(name, status, adminPassword(spec));
    } catch (UnreachableException e) {
      return Condition.unknown(
          "ApiUnreachable", "Service " + name + " could not be asked for a token", e.remedy());
    }
  }

  private static Condition judged(String name, int status, SecretRef password) {
    if (status == 201) {
      return Condition.healthy("TokenIssued", name + " issues tokens");
    }
    String seen = name + " answers a request for a token with HTTP " + status;
    return status == 401
        ? Condition.down(
            "TokenRefused",
            seen,
            "The administrator's password is not the one in " + password + ": restore it")
        : Condition.down("ApiDown", seen, "Look at the log of " + name + " and at its database");
  }
}
