package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** StatefulSets: their order, their status, their claims. */
interface StatefulSetScenarios extends OnSite {
  String DB = "statefulsets/db";

  private String create(int replicas, String more) {
    String revision = site().get(CORE, "pods").revision();
    Reply made =
        site()
            .post(
                APPS,
                "statefulsets",
                Pods.workload(
                    "StatefulSet",
                    "db",
                    Pods.spec(Pods.FOREVER, ""),
                    "replicas: " + replicas + "\nserviceName: db\n" + more));
    assertThat(made.code()).as(made.message()).isEqualTo(201);
    return revision;
  }

  private JsonNode awaitReady(int replicas, int generation) {
    return site()
        .await(
            APPS,
            DB,
            s ->
                s != null
                    && s.at("/status/observedGeneration").asInt() == generation
                    && s.at("/status/availableReplicas").asInt() == replicas
                    && s.at("/status/replicas").asInt() == replicas
                    && s.at("/status/updatedReplicas").asInt() == replicas
                    && s.at("/status/currentRevision").equals(s.at("/status/updateRevision")));
  }

  private List<String> milestones(String revision) {
    return Pods.milestones(site().events(CORE, "pods", revision));
  }

  @Test
  default void create_whenOrdered_waitsForEachPod() {
    String revision = create(2, "");
    awaitReady(2, 1);

    assertThat(milestones(revision))
        .containsExactly("ADDED db-0", "READY db-0", "ADDED db-1", "READY db-1");
  }

  @Test
  default void create_whenParallel_startsAllAtOnce() {
    String revision = create(2, "podManagementPolicy: Parallel");
    awaitReady(2, 1);

    assertThat(milestones(revision)).startsWith("ADDED db-0", "ADDED db-1").hasSize(4);
  }

  @Test
  default void status_whenAllAreReady_countsThem() {
    create(1, "");

    JsonNode status = awaitReady(1, 1).path("status");

    String name = status.path("currentRevision").asText();
    assertThat(name).matches("db-[0-9a-z]{8,10}");
    assertThat(status)
        .isEqualTo(
            site()
                .expected(
                    """
                    observedGeneration: 1
                    replicas: 1
                    readyReplicas: 1
                    availableReplicas: 1
                    currentReplicas: 1
                    updatedReplicas: 1
                    currentRevision: NAME
                    updateRevision: NAME
                    collisionCount: 0
                    """
                        .replace("NAME", name)));
    Reply pod = site().get(CORE, "pods/db-0");
    assertThat(pod.at("/metadata/labels"))
        .isEqualTo(
            site()
                .expected(
                    """
                    app: db
                    apps.kubernetes.io/pod-index: '0'
                    controller-revision-hash: NAME
                    statefulset.kubernetes.io/pod-name: db-0
                    """
                        .replace("NAME", name)));
    assertThat(pod.text("/spec/hostname")).isEqualTo("db-0");
    assertThat(pod.text("/spec/subdomain")).isEqualTo("db");
    assertThat(site().get(APPS, "controllerrevisions/" + name).at("/revision").asInt())
        .isEqualTo(1);
  }

  @Test
  default void status_whenEmpty_leavesOutWhatIsZero() {
    create(0, "");
    JsonNode set =
        site().await(APPS, DB, s -> s != null && s.at("/status/observedGeneration").asInt() == 1);

    assertThat(Reply.without(set.path("status"), "currentRevision", "updateRevision"))
        .isEqualTo(
            site()
                .expected(
                    "{observedGeneration: 1, replicas: 0, availableReplicas: 0, collisionCount:"
                        + " 0}"));
  }

  @Test
  default void changeTemplate_whenRolling_replacesTheLastFirst() {
    create(2, "podManagementPolicy: Parallel");
    String before = awaitReady(2, 1).at("/status/currentRevision").asText();
    String revision = site().get(CORE, "pods").revision();

    site()
        .merge(
            APPS,
            DB,
            "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"version\":\"2\"}}}}}");
    JsonNode after = awaitReady(2, 2);

    assertThat(milestones(revision))
        .containsExactly(
            "DELETING db-1",
            "DELETED db-1",
            "ADDED db-1",
            "READY db-1",
            "DELETING db-0",
            "DELETED db-0",
            "ADDED db-0",
            "READY db-0");
    assertThat(after.at("/status/currentRevision").asText()).isNotEqualTo(before);
  }

  @Test
  default void scaleDown_whenOrdered_removesTheLastFirst() {
    create(3, "");
    awaitReady(3, 1);
    String revision = site().get(CORE, "pods").revision();

    Reply scaled = site().merge(APPS, DB + "/scale", "{\"spec\":{\"replicas\":1}}");
    awaitReady(1, 2);

    assertThat(scaled.text("/kind")).isEqualTo("Scale");
    assertThat(scaled.at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(milestones(revision))
        .containsExactly("DELETING db-2", "DELETED db-2", "DELETING db-1", "DELETED db-1");
  }

  @Test
  default void deletePod_whenItIsNeeded_comesBackUnderItsName() {
    create(1, "");
    awaitReady(1, 1);
    Reply before = site().get(CORE, "pods/db-0");

    site().delete(CORE, "pods/db-0", null);
    JsonNode after =
        site()
            .await(
                CORE,
                "pods/db-0",
                p ->
                    Pods.holds(p, "Ready") && !p.at("/metadata/uid").asText().equals(before.uid()));

    assertThat(after.at("/metadata/ownerReferences"))
        .isEqualTo(before.at("/metadata/ownerReferences"));
  }

  private static String claims(String whenDeleted) {
    return """
    persistentVolumeClaimRetentionPolicy: {whenDeleted: %s, whenScaled: Retain}
    volumeClaimTemplates:
    - metadata: {name: data}
      spec:
        storageClassName: ''
        accessModes: [ReadWriteOnce]
        resources: {requests: {storage: 1Gi}}
    """
        .formatted(whenDeleted);
  }

  @Test
  default void deleteSet_whenClaimsAreRetained_keepsThem() {
    create(1, claims("Retain"));
    JsonNode claim = site().await(CORE, "persistentvolumeclaims/data-db-0", c -> c != null);
    assertThat(claim.at("/metadata/labels")).isEqualTo(site().expected("{app: db}"));
    assertThat(claim.at("/metadata/finalizers"))
        .isEqualTo(site().expected("[kubernetes.io/pvc-protection]"));
    site().await(CORE, "pods/db-0", p -> p != null);

    site().delete(APPS, DB, "{propagationPolicy: Foreground}");
    site().awaitGone(APPS, DB);

    Reply kept = site().get(CORE, "persistentvolumeclaims/data-db-0");
    assertThat(kept.at("/metadata").has("deletionTimestamp")).isFalse();
    assertThat(kept.text("/status/phase")).isEqualTo("Pending");
  }

  @Test
  default void deleteSet_whenClaimsGoWithIt_removesThem() {
    create(1, claims("Delete"));
    JsonNode claim =
        site()
            .await(
                CORE,
                "persistentvolumeclaims/data-db-0",
                c -> c != null && c.at("/metadata").has("ownerReferences"));
    assertThat(Reply.without(claim.at("/metadata/ownerReferences/0"), "uid"))
        .isEqualTo(
            site()
                .expected(
                    "{apiVersion: apps/v1, kind: StatefulSet, name: db, controller: true,"
                        + " blockOwnerDeletion: true}"));
    site().await(CORE, "pods/db-0", p -> p != null);

    site().delete(APPS, DB, null);

    site().awaitGone(CORE, "persistentvolumeclaims/data-db-0");
  }
}
