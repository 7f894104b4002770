package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deletions: with dependents, with finalizers, of whole namespaces. */
interface DeletionScenarios extends OnSite {

  private static String map(String name, String metadata) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s%s}}".formatted(name, metadata);
  }

  private Reply create(String name, String metadata) {
    Reply made = site().post(CORE, "configmaps", map(name, metadata));
    assertThat(made.code()).as(made.message()).isEqualTo(201);
    return made;
  }

  private void createOwned(String name, String ownerUid, boolean blocks, String more) {
    create(
        name,
        (", ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: %s,"
                + " blockOwnerDeletion: %s}]%s")
            .formatted(ownerUid, blocks, more));
  }

  private void release(String name) {
    site().merge(CORE, "configmaps/" + name, "{\"metadata\":{\"finalizers\":null}}");
  }

  private Reply delete(String name, String policy) {
    return site().delete(CORE, "configmaps/" + name, "{propagationPolicy: " + policy + "}");
  }

  @Test
  default void delete_whenInTheBackground_removesDependentsLater() {
    Reply owner = create("owner", "");
    createOwned("mine", owner.uid(), true, "");

    Reply deleted = delete("owner", "Background");

    assertThat(deleted)
        .isEqualTo(
            new Reply(
                200,
                site()
                    .expected(
                        """
                        kind: Status
                        apiVersion: v1
                        metadata: {}
                        status: Success
                        details: {name: owner, kind: configmaps, uid: %s}
                        """
                            .formatted(owner.uid()))));
    site().awaitGone(CORE, "configmaps/mine");
  }

  @Test
  default void delete_whenOfAWorkload_namesItsGroup() {
    site()
        .post(
            APPS,
            "deployments",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 0
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: main, image: IMAGE}]}
            """);
    site()
        .await(
            APPS,
            "deployments/web",
            d -> d != null && d.at("/status/observedGeneration").asInt() > 0);

    Reply deleted = site().delete(APPS, "deployments/web", null);

    assertThat(Reply.without(deleted.at("/details"), "uid"))
        .isEqualTo(site().expected("{name: web, group: apps, kind: deployments}"));
    site().awaitGone(APPS, "deployments/web");
    assertThat(site().get(APPS, "deployments/web").code()).isEqualTo(404);
  }

  @Test
  default void delete_whenInTheForeground_waitsForBlockingDependents() {
    Reply owner = create("owner", "");
    String revision = owner.revision();
    createOwned("blocking", owner.uid(), true, ", finalizers: [example.com/a]");
    createOwned("free", owner.uid(), false, ", finalizers: [example.com/a]");

    Reply deleted = delete("owner", "Foreground");

    assertThat(deleted.code()).isEqualTo(200);
    assertThat(deleted.at("/metadata/finalizers"))
        .isEqualTo(site().expected("[foregroundDeletion]"));
    assertThat(deleted.at("/metadata/deletionGracePeriodSeconds").asInt(-1)).isZero();
    assertThat(deleted.text("/metadata/deletionTimestamp")).isNotEmpty();
    site().await(CORE, "configmaps/blocking", DeletionScenarios::deleting);
    assertThat(site().get(CORE, "configmaps/owner").code()).isEqualTo(200);
    release("blocking");
    site().awaitGone(CORE, "configmaps/owner");
    assertThat(deletions(revision)).containsExactly("blocking", "owner");
    release("free");
    site().awaitGone(CORE, "configmaps/free");
  }

  private static boolean deleting(JsonNode object) {
    return object != null && object.at("/metadata").has("deletionTimestamp");
  }

  private List<String> deletions(String revision) {
    return site().events(CORE, "configmaps", revision).stream()
        .filter(e -> e.path("type").asText().equals("DELETED"))
        .map(e -> e.at("/object/metadata/name").asText())
        .toList();
  }

  @Test
  default void delete_whenOrphaning_leavesDependents() {
    Reply owner = create("owner", "");
    createOwned("mine", owner.uid(), true, "");

    Reply deleted = delete("owner", "Orphan");

    assertThat(deleted.at("/metadata/finalizers")).isEqualTo(site().expected("[orphan]"));
    site().awaitGone(CORE, "configmaps/owner");
    assertThat(site().get(CORE, "configmaps/mine").at("/metadata").has("ownerReferences"))
        .isFalse();
  }

  @Test
  default void delete_whenFinalizersAreLeft_waitsForThem() {
    Reply made = create("a", ", finalizers: [example.com/a]");

    Reply deleted = site().delete(CORE, "configmaps/a", null);
    assertThat(deleted.text("/kind")).isEqualTo("ConfigMap");
    assertThat(deleted.uid()).isEqualTo(made.uid());
    assertThat(deleting(deleted.body())).isTrue();
    Reply again = site().delete(CORE, "configmaps/a", null);
    assertThat(again.code()).isEqualTo(200);
    assertThat(again.revision()).isEqualTo(deleted.revision());

    Reply more =
        site()
            .merge(
                CORE,
                "configmaps/a",
                "{\"metadata\":{\"finalizers\":[\"example.com/a\",\"example.com/b\"]}}");
    assertThat(more.code()).isEqualTo(422);
    assertThat(more.message())
        .isEqualTo(
            "ConfigMap \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be"
                + " added if the object is being deleted, found new finalizers"
                + " []string{\"example.com/b\"}");

    release("a");
    assertThat(site().get(CORE, "configmaps/a").code()).isEqualTo(404);
  }

  @Test
  default void delete_whenDryRun_changesNothing() {
    Reply made = create("a", "");

    Reply shown = site().delete(CORE, "configmaps/a?dryRun=All", null);

    assertThat(shown.code()).isEqualTo(200);
    assertThat(site().get(CORE, "configmaps/a").body()).isEqualTo(made.body());
  }

  @Test
  default void deleteCollection_whenSelected_removesOnlyThose() {
    create("a", ", labels: {x: '1'}");
    create("b", "");

    Reply deleted = site().delete(CORE, "configmaps?labelSelector=x%3D1", null);

    assertThat(deleted.code()).isEqualTo(200);
    assertThat(deleted.text("/kind")).isEqualTo("ConfigMapList");
    assertThat(deleted.at("/items").findValuesAsText("name")).containsExactly("a");
    assertThat(site().get(CORE, "configmaps/a").code()).isEqualTo(404);
    assertThat(site().get(CORE, "configmaps/b").code()).isEqualTo(200);
  }

  @Test
  default void namespace_whenDeleted_emptiesItself() {
    create("a", ", finalizers: [example.com/a]");
    create("b", "");

    Reply deleted =
        site().call("DELETE", "/api/v1/namespaces/" + site().namespace(), "application/yaml", null);

    assertThat(deleted.text("/status/phase")).isEqualTo("Terminating");
    assertThat(deleting(deleted.body())).isTrue();
    site().awaitGone(CORE, "configmaps/b");
    Reply refused = site().post(CORE, "configmaps", map("c", ""));
    assertThat(refused)
        .isEqualTo(
            new Reply(
                403,
                site()
                    .expected(
                        """
                        kind: Status
                        apiVersion: v1
                        metadata: {}
                        status: Failure
                        message: 'configmaps "c" is forbidden: unable to create new content in
                          namespace NAMESPACE because it is being terminated'
                        reason: Forbidden
                        details:
                          name: c
                          kind: configmaps
                          causes:
                          - reason: NamespaceTerminating
                            message: namespace NAMESPACE is being terminated
                            field: metadata.namespace
                        code: 403
                        """)));
    release("a");
    site().awaitGone(CORE, "configmaps/a");
  }
}
