package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Server-side apply: owners, conflicts, removal. */
interface ApplyScenarios extends OnSite {
  String MAP = "configmaps/a?fieldManager=";

  private static String map(String data) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data: %s
    """
        .formatted(data);
  }

  private Reply apply(String manager, String data) {
    return site().apply(CORE, MAP + manager, map(data));
  }

  private static JsonNode owners(Reply reply) {
    JsonNode owners = reply.at("/metadata/managedFields").deepCopy();
    owners.forEach(o -> ((ObjectNode) o).remove("time"));
    return owners;
  }

  @Test
  default void apply_whenNew_createsAndOwnsWhatItSets() {
    Reply made = apply("one", "{k: '1'}");

    assertThat(made.code()).isEqualTo(201);
    assertThat(owners(made))
        .isEqualTo(
            site()
                .expected(
                    """
                    - manager: one
                      operation: Apply
                      apiVersion: v1
                      fieldsType: FieldsV1
                      fieldsV1: {"f:data": {"f:k": {}}}
                    """));
  }

  @Test
  default void apply_whenSameAgain_keepsTheResourceVersion() {
    Reply made = apply("one", "{k: '1'}");

    Reply again = apply("one", "{k: '1'}");

    assertThat(again.code()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(made.body());
  }

  @Test
  default void apply_whenAnotherOwnsTheValue_conflicts() {
    apply("one", "{k: '1'}");

    Reply refused = apply("two", "{k: '2'}");

    assertThat(refused)
        .isEqualTo(
            new Reply(
                409,
                site()
                    .expected(
                        """
                        kind: Status
                        apiVersion: v1
                        metadata: {}
                        status: Failure
                        message: 'Apply failed with 1 conflict: conflict with "one": .data.k'
                        reason: Conflict
                        details:
                          causes:
                          - reason: FieldManagerConflict
                            message: conflict with "one"
                            field: .data.k
                        code: 409
                        """)));
  }

  @Test
  default void apply_whenOthersOwnManyValues_namesThemByManager() {
    apply("two", "{l: '1'}");
    apply("one", "{k: '1', m: '1'}");

    Reply refused = apply("three", "{k: '2', l: '2', m: '2'}");

    assertThat(refused.message())
        .isEqualTo(
            """
            Apply failed with 3 conflicts: conflicts with "one":
            - .data.k
            - .data.m
            conflicts with "two":
            - .data.l\
            """);
    assertThat(refused.at("/details/causes").findValuesAsText("message"))
        .containsExactlyInAnyOrder(
            "conflict with \"one\"", "conflict with \"one\"", "conflict with \"two\"");
  }

  @Test
  default void apply_whenAnUpdateOwnsTheValue_namesItsVersion() {
    site().post(CORE, "configmaps?fieldManager=made", map("{k: '1'}"));

    Reply refused = apply("one", "{k: '2'}");

    assertThat(refused.message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"made\" using v1: .data.k");
  }

  @Test
  default void apply_whenForced_takesTheField() {
    apply("one", "{k: '1', l: '1'}");

    Reply taken = site().apply(CORE, MAP + "two&force=true", map("{k: '2'}"));

    assertThat(taken.at("/data")).isEqualTo(site().expected("{k: '2', l: '1'}"));
    assertThat(owners(taken))
        .isEqualTo(
            site()
                .expected(
                    """
                    - manager: one
                      operation: Apply
                      apiVersion: v1
                      fieldsType: FieldsV1
                      fieldsV1: {"f:data": {"f:l": {}}}
                    - manager: two
                      operation: Apply
                      apiVersion: v1
                      fieldsType: FieldsV1
                      fieldsV1: {"f:data": {"f:k": {}}}
                    """));
  }

  @Test
  default void apply_whenBothSetTheSameValue_shareIt() {
    apply("one", "{k: '1', l: '1'}");
    apply("two", "{k: '1'}");

    Reply left = apply("one", "{l: '1'}");

    assertThat(left.at("/data")).isEqualTo(site().expected("{k: '1', l: '1'}"));
  }

  @Test
  default void apply_whenFieldIsLeftOut_removesIt() {
    apply("one", "{k: '1', l: '1'}");

    assertThat(apply("one", "{k: '1'}").at("/data")).isEqualTo(site().expected("{k: '1'}"));
  }

  @Test
  default void apply_whenResourceVersionIsOld_conflicts() {
    Reply made = apply("one", "{k: '1'}");
    apply("one", "{k: '2'}");

    Reply refused =
        site()
            .apply(
                CORE,
                MAP + "one",
                map("{k: '3'}")
                    .replace("{name: a}", "{name: a, resourceVersion: '" + made.revision() + "'}"));

    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.message())
        .isEqualTo(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
  }

  @Test
  default void apply_whenDryRun_changesNothing() {
    Reply shown = apply("one&dryRun=All", "{k: '1'}");
    assertThat(shown.code()).isEqualTo(201);
    assertThat(shown.uid()).isNotEmpty();
    assertThat(shown.revision()).isEmpty();
    assertThat(site().get(CORE, "configmaps/a").code()).isEqualTo(404);

    Reply made = apply("one", "{k: '1'}");
    Reply changed = apply("one&dryRun=All", "{k: '2'}");
    assertThat(changed.code()).isEqualTo(200);
    assertThat(changed.text("/data/k")).isEqualTo("2");
    assertThat(changed.revision()).isEqualTo(made.revision());
    assertThat(site().get(CORE, "configmaps/a").body()).isEqualTo(made.body());
  }

  @Test
  default void apply_whenManagerIsNotNamed_isRefused() {
    Reply refused = site().apply(CORE, "configmaps/a", map("{k: '1'}"));

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.message())
        .isEqualTo(
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                + " for apply patch");
  }
}
