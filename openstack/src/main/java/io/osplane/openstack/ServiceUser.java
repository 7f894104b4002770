package io.osplane.openstack;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.service.ApiService;
import io.osplane.spi.Act;
import io.osplane.spi.Generate;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How Keystone answers a claim of a user.
 *
 * @param keystone the component's name
 * @param admin the administrator's password
 */
record ServiceUser(IdentityClaim claim, ComponentName keystone, Plane plane, SecretRef admin) {

  Provision<IdentityClaim.Binding> provision() {
    return claim.roles().isEmpty()
        ? new Provision<>(binding(), List.of())
        : new Provision<>(binding(), tasks(), retirement());
  }

  private IdentityClaim.Binding binding() {
    return new IdentityClaim.Binding(
        ApiService.origin(keystone, plane, KeystoneApi.PORT),
        plane.region(),
        Registration.PROJECT,
        claim.account(),
        KeystoneApi.DOMAIN,
        password().ref("password"),
        domain().map(OwnDomain::admin));
  }

  private List<Task> tasks() {
    List<Generate> secrets = new ArrayList<>(List.of(password()));
    domainPassword().ifPresent(secrets::add);
    List<String> needs = new ArrayList<>(List.of(Keystone.TOKEN, Keystone.ENTRY));
    secrets.forEach(secret -> needs.add(secret.name()));
    List<Task> tasks = new ArrayList<>(secrets);
    tasks.add(
        Act.of(
            "identity-" + label(claim.account()),
            Needs.tasks(needs.toArray(String[]::new)).andServing(claim.exposures()),
            summary(),
            key(),
            new Registration(
                keystone.value(), claim, password().ref("password"), domain(), admin)));
    return tasks;
  }

  /** A user that is the same in every epoch has one password at a time. */
  private String summary() {
    boolean isAnother = claim.epoch() > 1 && claim.account().equals(claim.name());
    return isAnother
        ? "another password of user " + claim.name() + ", without which old pods log in no more"
        : "user and catalogue entry of " + claim.account();
  }

  private List<Task> retirement() {
    boolean isKnown = !claim.endpoints().isEmpty() || domain().isPresent();
    return isKnown ? List.of(barring(), unlisting()) : List.of(barring());
  }

  private Act barring() {
    return Act.retiring(
        "retire-" + label(claim.account()),
        "Disable user " + claim.account(),
        key(),
        new Barring(keystone.value(), claim.account(), admin));
  }

  private Act unlisting() {
    return Act.retiring(
        "unlist-" + label(claim.name()),
        "Take " + claim.name() + " out of the catalogue",
        key(),
        new Deregistration(keystone.value(), claim, admin));
  }

  private Generate password() {
    return Generate.password(keystone + "-user-" + label(claim.name()), claim.epoch());
  }

  private Optional<Generate> domainPassword() {
    return claim.further().domain().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Generate.password(keystone + "-domain-" + label(claim.name()), claim.epoch()));
  }

  private Optional<OwnDomain> domain() {
    return domainPassword().map(g -> OwnDomain.of(claim.further().domain(), g.ref("password")));
  }

  private Map<String, String> key() {
    Map<String, String> key = new TreeMap<>();
    key.put("user", claim.name());
    key.put("type", claim.type());
    key.put("url", claim.url());
    claim
        .endpoints()
        .forEach((type, url) -> key.put("public url of " + type, claim.outside(url, plane)));
    key.put("region", plane.region());
    key.put("epoch", Integer.toString(password().ref("password").epoch()));
    claim.further().endpoints().forEach((type, url) -> key.put("url of " + type, url));
    if (!claim.further().roles().isEmpty()) {
      key.put("roles", String.join(",", claim.further().roles()));
    }
    domain().ifPresent(own -> key.put("domain", own.admin().domain()));
    return key;
  }

  private static String label(String name) {
    return name.replace('_', '-');
  }
}
