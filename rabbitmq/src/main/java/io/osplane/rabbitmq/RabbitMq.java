package io.osplane.rabbitmq;

import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Act;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Generate;
import io.osplane.spi.MemberRules;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A RabbitMQ cluster: quorum queues on an odd number of members that find each other by name and
 * never form a second cluster. Stateless and thread-safe.
 */
public final class RabbitMq implements Component<RabbitMqSpec> {
  static final String KIND = "rabbitmq";
  private static final Pattern CLAIM_NAME = Pattern.compile("[a-z]([-_a-z0-9]*[a-z0-9])?");

  /** Names of claims that would take Secrets of the bus itself for their own. */
  private static final Set<String> RESERVED = Set.of("config", "cookie", "internal");

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<RabbitMqSpec> specType() {
    return RabbitMqSpec.class;
  }

  @Override
  public List<Violation> validate(RabbitMqSpec spec, Plane plane) {
    return Rules.violations(spec, plane);
  }

  @Override
  public List<SpecRule> rules() {
    return MemberRules.rules();
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.MESSAGING);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also for a claim whose name is no DNS label with underscores,
   *     or is taken by the bus itself
   */
  @Override
  public Provision<MessagingClaim.Binding> provide(Claim<?> claim, RabbitMqSpec spec, Plane plane) {
    if (!(claim instanceof MessagingClaim messaging)) {
      throw new IllegalArgumentException(KIND + " does not provide " + claim.capability());
    }
    String label = checked(messaging.name()).replace('_', '-');
    Generate secret = Generate.password(spec.name() + "-" + label, messaging.epoch());
    return account(
        messaging.account(), checked(messaging.virtualHost()), secret, Names.of(spec, plane));
  }

  /** The tasks of a change; nothing for a removal, which leaves volumes and Secrets. */
  @Override
  public List<Task> recipe(Change<RabbitMqSpec> change) {
    return change.isRemoval() ? List.of() : new Recipe(change).tasks();
  }

  @Override
  public List<Condition> probe(RabbitMqSpec spec, Probe probe) {
    Names names = Names.of(spec, probe.plane());
    return RabbitMqHealth.judge(Formation.expected(names, probe), Broker.observe(names, probe));
  }

  private static Provision<MessagingClaim.Binding> account(
      String name, String host, Generate secret, Names names) {
    String label = name.replace('_', '-');
    MessagingClaim.Binding binding =
        new MessagingClaim.Binding(
            names.hosts(),
            BusNetwork.AMQP,
            host,
            name,
            secret.ref("password"),
            MessagingOptions.of(names.replicas()));
    Act account =
        Act.of(
            "account-" + label,
            Needs.tasks(Recipe.FORMATION, secret.name()),
            "make account '" + name + "' in virtual host '" + host + "'",
            Map.of("epoch", String.valueOf(binding.password().epoch()), "host", host),
            new Account(names, name, host, binding.password()));
    Act retirement =
        Act.retiring(
            "retire-" + label,
            "drop account '" + name + "'; its virtual host stays",
            account.key(),
            new Retirement(names, name));
    return new Provision<>(binding, List.of(secret, account), List.of(retirement));
  }

  private static String checked(String name) {
    if (!CLAIM_NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of an account: use a-z, 0-9, '-' and '_', and none of "
              + String.join(", ", new TreeSet<>(RESERVED)));
    }
    return name;
  }
}
