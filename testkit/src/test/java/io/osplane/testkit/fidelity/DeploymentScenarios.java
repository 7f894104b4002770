package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deployments: their ReplicaSets, status and conditions. */
interface DeploymentScenarios extends OnSite {
  String WEB = "deployments/web";

  private void create(String podSpec, String more) {
    Reply made =
        site().post(APPS, "deployments", Pods.workload("Deployment", "web", podSpec, more));
    assertThat(made.code()).as(made.message()).isEqualTo(201);
  }

  private JsonNode awaitProgress(String reason) {
    return site()
        .await(
            APPS,
            WEB,
            d ->
                d != null
                    && Pods.condition(d, "Progressing").path("reason").asText().equals(reason));
  }

  private JsonNode replicaSet() {
    return site().get(APPS, "replicasets").at("/items/0");
  }

  private void assertCondition(JsonNode object, String type, String yaml) {
    JsonNode condition = Pods.condition(object, type);
    assertThat(condition.path("lastUpdateTime").asText()).isNotEmpty();
    assertThat(condition.path("lastTransitionTime").asText()).isNotEmpty();
    assertThat(Reply.without(condition, "type", "lastUpdateTime", "lastTransitionTime"))
        .isEqualTo(site().expected(yaml));
  }

  @Test
  default void status_whenRolledOut_isComplete() {
    create(Pods.spec(Pods.FOREVER, ""), "replicas: 2");

    JsonNode web = awaitProgress("NewReplicaSetAvailable");

    assertThat(Reply.without(web.path("status"), "conditions"))
        .isEqualTo(
            site()
                .expected(
                    """
                    observedGeneration: 1
                    replicas: 2
                    updatedReplicas: 2
                    readyReplicas: 2
                    availableReplicas: 2
                    terminatingReplicas: 0
                    """));
    JsonNode set = replicaSet();
    String name = set.at("/metadata/name").asText();
    assertCondition(
        web,
        "Available",
        "{status: 'True', reason: MinimumReplicasAvailable, message: Deployment has minimum"
            + " availability.}");
    assertCondition(
        web,
        "Progressing",
        "{status: 'True', reason: NewReplicaSetAvailable, message: 'ReplicaSet \"NAME\" has"
                .replace("NAME", name)
            + " successfully progressed.'}");
    assertThat(web.at("/metadata/annotations"))
        .isEqualTo(site().expected("{deployment.kubernetes.io/revision: '1'}"));
    assertThat(set.at("/metadata/annotations"))
        .isEqualTo(
            site()
                .expected(
                    "{deployment.kubernetes.io/desired-replicas: '2',"
                        + " deployment.kubernetes.io/max-replicas: '3',"
                        + " deployment.kubernetes.io/revision: '1'}"));
    assertThat(name).isEqualTo("web-" + set.at("/metadata/labels/pod-template-hash").asText());
    assertThat(set.path("status"))
        .isEqualTo(
            site()
                .expected(
                    """
                    observedGeneration: 1
                    replicas: 2
                    fullyLabeledReplicas: 2
                    terminatingReplicas: 0
                    readyReplicas: 2
                    availableReplicas: 2
                    """));
  }

  @Test
  default void status_whenItsPodsCannotRun_isUnavailable() {
    create(Pods.spec(Pods.FOREVER, ", nodeSelector: {no: such}"), "progressDeadlineSeconds: 5");

    JsonNode web = awaitProgress("ReplicaSetUpdated");
    assertThat(Reply.without(web.path("status"), "conditions"))
        .isEqualTo(
            site()
                .expected(
                    """
                    observedGeneration: 1
                    replicas: 1
                    updatedReplicas: 1
                    unavailableReplicas: 1
                    terminatingReplicas: 0
                    """));
    assertCondition(
        web,
        "Available",
        "{status: 'False', reason: MinimumReplicasUnavailable, message: Deployment does not have"
            + " minimum availability.}");
    String name = replicaSet().at("/metadata/name").asText();
    assertCondition(
        web,
        "Progressing",
        "{status: 'True', reason: ReplicaSetUpdated, message: 'ReplicaSet \"NAME\" is"
                .replace("NAME", name)
            + " progressing.'}");

    site().world().pass(Duration.ofSeconds(10));
    assertCondition(
        awaitProgress("ProgressDeadlineExceeded"),
        "Progressing",
        "{status: 'False', reason: ProgressDeadlineExceeded, message: 'ReplicaSet \"NAME\" has timed"
                .replace("NAME", name)
            + " out progressing.'}");
  }

  @Test
  default void changeTemplate_whenRolling_startsTheNewPodFirst() {
    create(Pods.spec(Pods.FOREVER, ""), "replicas: 1");
    awaitProgress("NewReplicaSetAvailable");
    String revision = site().get(CORE, "pods").revision();

    site()
        .merge(
            APPS,
            WEB,
            "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"version\":\"2\"}}}}}");
    site()
        .await(
            APPS,
            WEB,
            d ->
                d.at("/status/observedGeneration").asInt() == 2
                    && d.at("/status/updatedReplicas").asInt() == 1
                    && d.at("/status/replicas").asInt() == 1
                    && d.at("/status/availableReplicas").asInt() == 1);

    assertThat(Pods.milestones(site().events(CORE, "pods", revision)))
        .extracting(m -> m.split(" ")[0])
        .startsWith("ADDED", "READY", "DELETING");
    assertThat(site().get(APPS, WEB).at("/metadata/annotations"))
        .isEqualTo(site().expected("{deployment.kubernetes.io/revision: '2'}"));
    assertThat(site().get(APPS, "replicasets").at("/items")).hasSize(2);
  }
}
