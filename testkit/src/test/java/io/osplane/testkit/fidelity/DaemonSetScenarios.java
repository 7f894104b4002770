package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DaemonSets: what the server fills in, their pods on the nodes that a label chooses, rolling. */
interface DaemonSetScenarios extends OnSite {
  String POLICY = "apis/policy/v1";
  String AGENT = "daemonsets/agent";
  String NOWHERE = ", nodeSelector: {none: such}";
  String VERSION_2 =
      "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"version\":\"2\"}}}}}";
  String ON_DELETE = "updateStrategy: {type: OnDelete}";

  private Reply create(String podSpec, String more) {
    return site().post(APPS, "daemonsets", Pods.workload("DaemonSet", "agent", podSpec, more));
  }

  /** On the nodes that are marked. */
  private void run(String more, String strategy) {
    String where = ", nodeSelector: {'" + site().marks().key() + "': '5'}";
    Reply made = create(Pods.spec(Pods.FOREVER, where + more), strategy);
    assertThat(made.code()).as(made.message()).isEqualTo(201);
  }

  private List<String> mark(int count) {
    List<String> nodes = site().marks().nodes().subList(0, count);
    nodes.forEach(n -> site().marks().mark(n, "5"));
    return nodes;
  }

  private JsonNode awaitCounts(int generation, int wanted, int updated) {
    return site()
        .await(
            APPS,
            AGENT,
            s ->
                s != null
                    && s.at("/status/observedGeneration").asInt() == generation
                    && s.at("/status/desiredNumberScheduled").asInt() == wanted
                    && s.at("/status/numberAvailable").asInt() == wanted
                    && s.at("/status/updatedNumberScheduled").asInt() == updated);
  }

  private JsonNode pod() {
    return site().get(CORE, "pods").at("/items/0");
  }

  @Test
  default void daemonSet_whenCreated_getsDefaults() {
    Reply made = create("{containers: [{name: main, image: 'IMAGE'}]" + NOWHERE + "}", "");

    assertThat(made.code()).as(made.message()).isEqualTo(201);
    assertThat(Reply.without(made.at("/spec"), "template", "selector"))
        .isEqualTo(
            site()
                .expected(
                    """
                    revisionHistoryLimit: 10
                    updateStrategy:
                      type: RollingUpdate
                      rollingUpdate: {maxUnavailable: 1, maxSurge: 0}
                    """));
    assertThat(Reply.without(made.at("/spec/template/spec"), "containers"))
        .isEqualTo(
            site()
                .expected(
                    """
                    restartPolicy: Always
                    terminationGracePeriodSeconds: 30
                    dnsPolicy: ClusterFirst
                    nodeSelector: {none: such}
                    securityContext: {}
                    schedulerName: default-scheduler
                    """));
    assertThat(made.at("/metadata/annotations"))
        .isEqualTo(site().expected("{deprecated.daemonset.template.generation: '1'}"));
    assertThat(made.at("/status"))
        .isEqualTo(
            site()
                .expected(
                    "{currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0,"
                        + " numberReady: 0}"));
    assertThat(made.at("/metadata/managedFields/0/fieldsV1").has("f:status")).isFalse();
  }

  @Test
  default void daemonSet_whenOnDelete_getsNoRollingUpdate() {
    Reply made = create(Pods.spec(Pods.FOREVER, NOWHERE), ON_DELETE);

    assertThat(made.at("/spec/updateStrategy")).isEqualTo(site().expected("{type: OnDelete}"));
  }

  @Test
  default void change_countsGenerationsOfSpecAndTemplate() {
    create(Pods.spec(Pods.FOREVER, NOWHERE), "");

    Reply limited = site().merge(APPS, AGENT, "{\"spec\":{\"revisionHistoryLimit\":3}}");
    assertGenerations(limited, 2, "1");
    Reply changed = site().merge(APPS, AGENT, VERSION_2);
    assertGenerations(changed, 3, "2");
    Reply tampered =
        site()
            .merge(
                APPS,
                AGENT,
                "{\"metadata\":{\"annotations\":{\"deprecated.daemonset.template.generation\":\"9\"}}}");
    assertGenerations(tampered, 3, "2");
  }

  private static void assertGenerations(Reply set, int generation, String ofTemplate) {
    assertThat(set.code()).as(set.message()).isEqualTo(200);
    assertThat(set.at("/metadata/generation").asInt()).isEqualTo(generation);
    assertThat(set.text("/metadata/annotations/deprecated.daemonset.template.generation"))
        .isEqualTo(ofTemplate);
  }

  @Test
  default void apply_whenRepeated_changesNothingAndOwnsWhatItSent() {
    String sent = Pods.workload("DaemonSet", "agent", Pods.spec(Pods.FOREVER, NOWHERE), ON_DELETE);
    Reply first = site().apply(APPS, AGENT + "?fieldManager=one", sent);
    assertThat(first.code()).as(first.message()).isEqualTo(201);

    Reply again = site().apply(APPS, AGENT + "?fieldManager=one", sent);

    assertGenerations(again, 1, "1");
    assertThat(again.at("/spec")).isEqualTo(first.at("/spec"));
    JsonNode mine = first.at("/metadata/managedFields/0/fieldsV1");
    assertThat(mine.has("f:metadata")).isFalse();
    assertThat(mine.at("/f:spec").properties())
        .extracting(f -> f.getKey())
        .containsExactlyInAnyOrder("f:selector", "f:template", "f:updateStrategy");
  }

  @Test
  default void selector_whenChanged_isInvalid() {
    create(Pods.spec(Pods.FOREVER, NOWHERE), "");

    Reply refused =
        site()
            .merge(
                APPS,
                AGENT,
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"agent\",\"x\":\"y\"}},"
                    + "\"template\":{\"metadata\":{\"labels\":{\"x\":\"y\"}}}}}");

    assertRefusal(refused, "spec.selector", ": field is immutable");
  }

  private static void assertRefusal(Reply refused, String field, String text) {
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.message())
        .startsWith("DaemonSet.apps \"agent\" is invalid: " + field + ": ")
        .endsWith(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "selector: {matchLabels: {app: agent}} | selector: {matchLabels: {app: other}} |"
            + " spec.template.metadata.labels | Invalid value: {\"app\":\"agent\"}: `selector`"
            + " does not match template `labels`",
        "selector: {matchLabels: {app: agent}} | selector: {} | spec.selector | empty selector is"
            + " invalid for daemonset",
        "terminationGracePeriodSeconds | restartPolicy: Never, terminationGracePeriodSeconds |"
            + " spec.template.spec.restartPolicy | Unsupported value: \"Never\": supported values:"
            + " \"Always\""
      })
  default void create_whenItMakesNoSense_isInvalid(
      String part, String wrong, String field, String text) {
    String set = Pods.workload("DaemonSet", "agent", Pods.spec(Pods.FOREVER, NOWHERE), "");

    assertRefusal(site().post(APPS, "daemonsets", set.replace(part, wrong)), field, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "securityContext: {privileged: true, allowPrivilegeEscalation: false} |"
            + " cannot set `allowPrivilegeEscalation` to false and `privileged` to true",
        "volumeMounts: [{name: v, mountPath: /v, mountPropagation: Bidirectional}] |"
            + " Bidirectional mount propagation is available only to privileged containers"
      })
  default void container_whenItsPrivilegesContradict_isInvalid(String field, String message) {
    String volumes = ", volumes: [{name: v, hostPath: {path: /v}}]";
    String spec = Pods.spec(Pods.FOREVER, NOWHERE + volumes);

    Reply refused = create(spec.replace("name: main,", "name: main, " + field + ","), "");

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.message()).endsWith(message);
  }

  @Test
  default void status_whenNoNodeSuits_countsNothing() {
    create(Pods.spec(Pods.FOREVER, NOWHERE), "");

    JsonNode set =
        site()
            .await(APPS, AGENT, s -> s != null && s.at("/status/observedGeneration").asInt() == 1);

    assertThat(set.path("status"))
        .isEqualTo(
            site()
                .expected(
                    """
                    observedGeneration: 1
                    currentNumberScheduled: 0
                    desiredNumberScheduled: 0
                    numberMisscheduled: 0
                    numberReady: 0
                    """));
  }

  @Test
  default void status_whenEachNodeHasItsPod_countsThem() {
    List<String> nodes = mark(2);
    run("", "");

    assertThat(awaitCounts(1, 2, 2).path("status"))
        .isEqualTo(
            site()
                .expected(
                    """
                    observedGeneration: 1
                    currentNumberScheduled: 2
                    desiredNumberScheduled: 2
                    numberMisscheduled: 0
                    numberReady: 2
                    numberAvailable: 2
                    updatedNumberScheduled: 2
                    """));
    assertThat(site().get(CORE, "pods").at("/items"))
        .extracting(p -> p.at("/spec/nodeName").asText())
        .containsExactlyInAnyOrderElementsOf(nodes);
  }

  @Test
  default void pod_saysItsNodeItsTemplateAndItsOwner() {
    String node = mark(1).get(0);
    run("", "");
    JsonNode set = awaitCounts(1, 1, 1);

    JsonNode pod = pod();

    assertThat(pod.at("/metadata/name").asText()).matches("agent-[a-z0-9]{5}");
    assertThat(pod.at("/metadata/generateName").asText()).isEqualTo("agent-");
    String hash = pod.at("/metadata/labels/controller-revision-hash").asText();
    assertThat(pod.at("/metadata/labels"))
        .isEqualTo(
            site()
                .expected(
                    "{app: agent, controller-revision-hash: '%s', pod-template-generation: '1'}"
                        .formatted(hash)));
    assertThat(pod.at("/metadata/ownerReferences"))
        .isEqualTo(
            site()
                .expected(
                    "[{apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: '%s', controller:"
                            .formatted(set.at("/metadata/uid").asText())
                        + " true, blockOwnerDeletion: true}]"));
    assertThat(pod.at("/spec/affinity"))
        .isEqualTo(
            site()
                .expected(
                    "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                        + " {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In,"
                        + " values: ['%s']}]}]}}}".formatted(node)));
    assertThat(pod.at("/spec/tolerations"))
        .isEqualTo(
            site()
                .expected(
                    """
                    - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute}
                    - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute}
                    - {key: node.kubernetes.io/disk-pressure, operator: Exists, effect: NoSchedule}
                    - {key: node.kubernetes.io/memory-pressure, operator: Exists, effect: NoSchedule}
                    - {key: node.kubernetes.io/pid-pressure, operator: Exists, effect: NoSchedule}
                    - {key: node.kubernetes.io/unschedulable, operator: Exists, effect: NoSchedule}
                    """));
    Reply revision = site().get(APPS, "controllerrevisions/agent-" + hash);
    assertThat(revision.at("/revision").asInt()).isEqualTo(1);
    assertThat(revision.at("/metadata/labels"))
        .isEqualTo(site().expected("{app: agent, controller-revision-hash: '%s'}".formatted(hash)));
    assertThat(revision.text("/data/spec/template/$patch")).isEqualTo("replace");
  }

  @Test
  default void pod_whenOnTheHostsNetwork_takesAddressAndPortsOfItsNode() {
    mark(1);
    String spec = ", hostNetwork: true, nodeSelector: {'" + site().marks().key() + "': '5'}";
    Reply made =
        create(
            Pods.spec(Pods.FOREVER, spec)
                .replace("name: main,", "name: main, ports: [{containerPort: 47811}],"),
            "");
    awaitCounts(1, 1, 1);

    JsonNode pod = pod();

    assertThat(made.at("/spec/template/spec/containers/0/ports/0").has("hostPort")).isFalse();
    assertThat(pod.at("/spec/containers/0/ports/0/hostPort").asInt()).isEqualTo(47811);
    assertThat(pod.at("/status/podIP")).isEqualTo(pod.at("/status/hostIP"));
    assertThat(pod.at("/spec/tolerations/6/key").asText())
        .isEqualTo("node.kubernetes.io/network-unavailable");
  }

  @Test
  default void label_whenAddedAndRemoved_bringsAndEndsThePod() {
    run("", "");
    awaitCounts(1, 0, 0);

    String node = mark(1).get(0);
    awaitCounts(1, 1, 1);
    String name = pod().at("/metadata/name").asText();
    assertThat(pod().at("/spec/nodeName").asText()).isEqualTo(node);

    site().marks().unmark(node);
    site().awaitGone(CORE, "pods/" + name);
    awaitCounts(1, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matchExpressions: [{key: MARK, operator: In, values: ['4', '5']}]",
        "matchExpressions: [{key: MARK, operator: Exists}, {key: MARK, operator: NotIn, values:"
            + " ['7']}]",
        "matchExpressions: [{key: MARK, operator: Gt, values: ['4']}, {key: MARK, operator: Lt,"
            + " values: ['6']}]",
        "matchExpressions: [{key: MARK, operator: Exists}], matchFields: [{key: metadata.name,"
            + " operator: In, values: [NODE]}]"
      })
  default void affinity_whenOneNodeHolds_choosesIt(String term) {
    List<String> nodes = site().marks().nodes();
    site().marks().mark(nodes.get(0), "5");
    site().marks().mark(nodes.get(1), "7");
    String where =
        ", affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{"
            + term.replace("MARK", "'" + site().marks().key() + "'")
                .replace("NODE", "'" + nodes.get(0) + "'")
            + "}]}}}";

    create(Pods.spec(Pods.FOREVER, where), "");
    awaitCounts(1, 1, 1);

    assertThat(pod().at("/spec/nodeName").asText()).isEqualTo(nodes.get(0));
  }

  @Test
  default void deletePod_whenItsNodeStillSuits_isMadeAgain() {
    String node = mark(1).get(0);
    run("", "");
    awaitCounts(1, 1, 1);
    String name = pod().at("/metadata/name").asText();

    site().delete(CORE, "pods/" + name, null);
    JsonNode after =
        site()
            .awaitPod(p -> Pods.holds(p, "Ready") && !p.at("/metadata/name").asText().equals(name));

    assertThat(after.at("/spec/nodeName").asText()).isEqualTo(node);
  }

  @Test
  default void budget_whenItSharesOutOfAWhole_allowsNothing() {
    mark(1);
    run("", "");
    awaitCounts(1, 1, 1);

    site()
        .post(
            POLICY,
            "poddisruptionbudgets",
            """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: agent}
            spec: {maxUnavailable: 1, selector: {matchLabels: {app: agent}}}
            """);
    JsonNode budget =
        site()
            .await(
                POLICY,
                "poddisruptionbudgets/agent",
                b -> b != null && !Pods.condition(b, "DisruptionAllowed").isMissingNode());

    JsonNode condition = Pods.condition(budget, "DisruptionAllowed");
    assertThat(condition.path("status").asText()).isEqualTo("False");
    assertThat(condition.path("reason").asText()).isEqualTo("SyncFailed");
    assertThat(condition.path("message").asText())
        .isEqualTo("daemonsets.apps does not implement the scale subresource");
    assertThat(budget.at("/status/disruptionsAllowed").asInt(-1)).isZero();
  }

  @Test
  default void delete_whenCascading_collectsPodsAndRevisions() {
    mark(1);
    run("", "");
    awaitCounts(1, 1, 1);
    String name = pod().at("/metadata/name").asText();
    String hash = pod().at("/metadata/labels/controller-revision-hash").asText();

    site().delete(APPS, AGENT, null);

    site().awaitGone(CORE, "pods/" + name);
    site().awaitGone(APPS, "controllerrevisions/agent-" + hash);
  }
}
