package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Generate;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tasks that bring a message bus from one spec to another. */
final class Recipe {
  static final String FORMATION = "formation";
  private static final String LEAVE = "leave";
  private static final Duration VOLUME_PATIENCE = Duration.ofSeconds(5);

  private final Change<RabbitMqSpec> change;
  private final RabbitMqSpec spec;
  private final Names names;
  private final Manifests manifests;
  private final MemberPod pod;

  Recipe(Change<RabbitMqSpec> change) {
    this.change = change;
    this.spec = change.spec();
    this.names = Names.of(spec, change.plane());
    this.manifests = change.manifests();
    this.pod = new MemberPod(manifests, names, change.plane().size());
  }

  List<Task> tasks() {
    ConfigMap config =
        manifests.rolling(names.component(), BrokerConfig.rolling(spec, pod.memoryLimit()));
    List<Task> tasks = new ArrayList<>(leaving());
    tasks.addAll(standing(config));
    return List.copyOf(tasks);
  }

  private List<Task> standing(ConfigMap config) {
    return List.of(
        Generate.password(names.cookie()),
        Generate.password(names.internal()),
        config(config),
        volumeClaims(),
        Await.of("volumes", "a volume for every member", view -> Readiness.bound(names, view))
            .in(phase())
            .after(Needs.tasks("claims"))
            .orGoOnAfter(VOLUME_PATIENCE),
        members(config),
        Await.of("ready", "every member", view -> Readiness.ready(names, view))
            .in(phase())
            .after(Needs.tasks("members")),
        formation());
  }

  /** Members go only after every consumer stopped using them. */
  private Phase phase() {
    return shrinks() ? Phase.CONTRACT : Phase.EXPAND;
  }

  private int before() {
    return change.before().map(RabbitMqSpec::replicas).orElse(0);
  }

  private boolean shrinks() {
    return before() > spec.replicas();
  }

  /** A member takes leave while it still runs: then no queue loses its majority. */
  private List<Task> leaving() {
    if (!shrinks()) {
      return List.of();
    }
    Names former = new Names(names.component(), names.services(), before());
    return List.of(
        new Act(
            LEAVE,
            Phase.CONTRACT,
            Needs.none(),
            "move queues off the members that go, and let these leave the cluster",
            Map.of("from", String.valueOf(before()), "to", String.valueOf(spec.replicas())),
            Undo.REAPPLY,
            new Leaving(former, names)));
  }

  private Task config(ConfigMap config) {
    Generate account = Generate.password(names.internal());
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(manifests.account());
    objects.add(config);
    objects.add(
        manifests.live(names.memberList(), Map.of("20-members.conf", BrokerConfig.members(names))));
    objects.addAll(BusNetwork.objects(manifests, names));
    return Apply.of("config", objects.toArray(HasMetadata[]::new))
        .withSecrets(
            new SecretTemplate(
                names.config(),
                Map.of("30-account.conf", BrokerConfig.account(account.ref("password")))))
        .in(phase())
        .after(Needs.tasks(names.internal()));
  }

  private Task volumeClaims() {
    List<HasMetadata> claims = MemberSet.claims(manifests, names, spec);
    return Apply.of("claims", claims.toArray(HasMetadata[]::new)).in(phase());
  }

  /** A pod that meets an unbound claim or a missing Secret is tried again only after seconds. */
  private Task members(ConfigMap config) {
    return Apply.of(
            "members",
            MemberSet.of(manifests, names, spec, pod.template(config.getMetadata().getName())))
        .in(phase())
        .after(shrinks() ? Needs.tasks(LEAVE, "config", "volumes") : first());
  }

  private Needs first() {
    return Needs.tasks("config", "volumes", names.cookie());
  }

  private Task formation() {
    Map<String, String> key =
        Map.of(
            "image", change.plane().images().reference(MemberPod.IMAGE),
            "members", String.valueOf(spec.replicas()));
    return new Act(
        FORMATION,
        phase(),
        Needs.tasks("ready"),
        "check that all members form one cluster",
        key,
        Undo.REAPPLY,
        new Formation(names));
  }
}
