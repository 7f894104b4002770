package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists in pages, and what watches tell. */
interface WatchScenarios extends OnSite {

  private Reply create(String name, String labels) {
    return site()
        .post(
            CORE,
            "secrets",
            "{apiVersion: v1, kind: Secret, metadata: {name: %s, labels: %s}}"
                .formatted(name, labels));
  }

  private String revision() {
    return site().get(CORE, "secrets").revision();
  }

  private void label(String name, String value) {
    site().merge(CORE, "secrets/" + name, "{\"metadata\":{\"labels\":{\"x\":" + value + "}}}");
  }

  private static List<String> told(List<JsonNode> events) {
    return events.stream()
        .map(e -> e.path("type").asText() + " " + e.at("/object/metadata/name").asText())
        .toList();
  }

  @Test
  default void watch_whenFromARevision_tellsEveryChangeSince() {
    create("old", "{}");
    String revision = revision();
    create("a", "{}");
    label("a", "\"1\"");
    site().delete(CORE, "secrets/a", null);

    List<JsonNode> events = site().events(CORE, "secrets", revision);

    assertThat(told(events)).containsExactly("ADDED a", "MODIFIED a", "DELETED a");
    List<Long> revisions =
        events.stream()
            .map(e -> Long.parseLong(e.at("/object/metadata/resourceVersion").asText()))
            .toList();
    assertThat(revisions).isSorted().doesNotHaveDuplicates();
    assertThat(events.get(2).at("/object/kind").asText()).isEqualTo("Secret");
    assertThat(events.get(2).at("/object/metadata/labels/x").asText()).isEqualTo("1");
  }

  @Test
  default void watch_whenLabelsChange_tellsAdditionsAndDeletions() {
    String revision = revision();
    create("a", "{x: '1'}");
    label("a", "\"2\"");
    label("a", "\"1\"");

    List<JsonNode> events = site().events(CORE, "secrets?labelSelector=x%3D1", revision);

    assertThat(told(events)).containsExactly("ADDED a", "DELETED a", "ADDED a");
    // a deletion shows the state that was last seen
    assertThat(events.get(1).at("/object/metadata/labels/x").asText()).isEqualTo("1");
    assertThat(events.get(1).at("/object/metadata/resourceVersion").asLong())
        .isGreaterThan(events.get(0).at("/object/metadata/resourceVersion").asLong());
  }

  @Test
  default void watch_whenOneIsNamed_tellsOnlyOfThat() {
    String revision = revision();
    create("a", "{}");
    create("b", "{}");

    assertThat(told(site().events(CORE, "secrets?fieldSelector=metadata.name%3Db", revision)))
        .containsExactly("ADDED b");
  }

  @Test
  default void watch_whenTheRevisionIsTooOld_isGone() {
    site().world().expireHistory();

    // of events no history is kept but that of the store, which is compacted every few minutes
    List<JsonNode> events = site().events(CORE, "events", "1");

    assertThat(events).hasSize(1);
    JsonNode event = events.get(0);
    assertThat(event.at("/object/message").asText())
        .matches(
            "too old resource version: 1 \\(\\d+\\)"
                + "|The resourceVersion for the provided watch is too old\\.");
    assertThat(Reply.without(event.path("object"), "message"))
        .isEqualTo(
            site()
                .expected(
                    "{kind: Status, apiVersion: v1, metadata: {}, status: Failure, reason: Expired,"
                        + " code: 410}"));
    assertThat(event.path("type").asText()).isEqualTo("ERROR");
  }

  @Test
  default void watch_whenAnInitialListIsWanted_marksItsEnd() {
    create("a", "{}");

    List<JsonNode> events =
        site()
            .events(
                CORE,
                "secrets?allowWatchBookmarks=true&sendInitialEvents=true"
                    + "&resourceVersionMatch=NotOlderThan",
                "");

    assertThat(told(events)).startsWith("ADDED a", "BOOKMARK ");
    assertThat(events.get(1).at("/object/metadata/annotations"))
        .isEqualTo(site().expected("{k8s.io/initial-events-end: 'true'}"));
  }

  @Test
  default void list_whenLimited_goesOnWhereItStopped() {
    create("a", "{}");
    create("b", "{}");
    create("c", "{}");

    Reply first = site().get(CORE, "secrets?limit=2");
    create("d", "{}");
    site().delete(CORE, "secrets/c", null);
    Reply second = site().get(CORE, "secrets?limit=2&continue=" + first.text("/metadata/continue"));

    assertThat(first.at("/items").findValuesAsText("name")).containsExactly("a", "b");
    assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(1);
    assertThat(second.at("/items").findValuesAsText("name")).containsExactly("c");
    assertThat(second.at("/metadata"))
        .isEqualTo(site().expected("{resourceVersion: '" + first.revision() + "'}"));
  }

  @Test
  default void list_whenNotLimited_hasItemsWithoutKinds() {
    create("a", "{}");

    Reply list = site().get(CORE, "secrets");

    assertThat(list.text("/kind")).isEqualTo("SecretList");
    assertThat(list.text("/apiVersion")).isEqualTo("v1");
    assertThat(list.at("/items/0").has("kind")).isFalse();
    assertThat(list.at("/items/0").has("apiVersion")).isFalse();
  }

  @Test
  default void list_whenSelected_hasOnlyThose() {
    create("a", "{x: '1', z: '1'}");
    create("b", "{x: '2'}");
    create("c", "{}");

    assertThat(selected("x")).containsExactly("a", "b");
    assertThat(selected("!x")).containsExactly("c");
    assertThat(selected("x%3D1")).containsExactly("a");
    assertThat(selected("x!%3D1")).containsExactly("b", "c");
    assertThat(selected("x%20in%20(1,2),!z")).containsExactly("b");
    assertThat(selected("x%20notin%20(1)")).containsExactly("b", "c");
  }

  private List<String> selected(String selector) {
    return site()
        .get(CORE, "secrets?labelSelector=" + selector)
        .at("/items")
        .findValuesAsText("name");
  }
}
