package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server makes of single fields: keys of lists, quantities, unknown names. */
interface FieldScenarios extends OnSite {

  private static String web(String container) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 0
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - %s
    """
        .formatted(container);
  }

  private Reply apply(String manager, String container) {
    return site().apply(APPS, "deployments/web?fieldManager=" + manager, web(container));
  }

  private static List<String> containers(Reply reply, String field) {
    List<String> values = new ArrayList<>();
    for (JsonNode c : reply.at("/spec/template/spec/containers")) {
      values.add(c.path(field).asText());
    }
    return values;
  }

  @Test
  default void containers_whenAppliedByTwo_mergeByName() {
    apply("one", "{name: main, image: IMAGE}");

    Reply both = apply("two", "{name: side, image: IMAGE}");

    assertThat(both.code()).isEqualTo(200);
    assertThat(containers(both, "name")).containsExactly("main", "side");
    assertThat(containers(apply("one", "{name: other, image: IMAGE}"), "name"))
        .containsExactlyInAnyOrder("side", "other");
  }

  @Test
  default void owners_whenListsAreKeyed_nameTheKeys() {
    Reply made =
        apply(
            "one",
            "{name: main, image: IMAGE, env: [{name: A, value: x}], ports: [{containerPort: 80}]}");

    assertThat(made.at("/metadata/managedFields/0/fieldsV1"))
        .isEqualTo(
            site()
                .expected(
                    """
                    "f:spec":
                      "f:replicas": {}
                      "f:selector": {}
                      "f:template":
                        "f:metadata": {"f:labels": {"f:app": {}}}
                        "f:spec":
                          "f:containers":
                            'k:{"name":"main"}':
                              ".": {}
                              "f:name": {}
                              "f:image": {}
                              "f:env":
                                'k:{"name":"A"}': {".": {}, "f:name": {}, "f:value": {}}
                              "f:ports":
                                'k:{"containerPort":80,"protocol":"TCP"}':
                                  ".": {}
                                  "f:containerPort": {}
                    """));
  }

  @Test
  default void ports_whenProtocolsDiffer_areTwo() {
    apply("one", "{name: main, image: IMAGE, ports: [{containerPort: 53, protocol: UDP}]}");

    Reply both = apply("two", "{name: main, ports: [{containerPort: 53}]}");

    assertThat(both.at("/spec/template/spec/containers/0/ports"))
        .isEqualTo(
            site()
                .expected(
                    """
                    - {containerPort: 53, protocol: UDP}
                    - {containerPort: 53, protocol: TCP}
                    """));
  }

  @Test
  default void env_whenOneEntryIsLeftOut_losesOnlyThat() {
    apply("one", "{name: main, image: IMAGE, env: [{name: A, value: x}, {name: B, value: z}]}");

    Reply less = apply("one", "{name: main, image: IMAGE, env: [{name: B, value: z}]}");

    assertThat(less.at("/spec/template/spec/containers/0/env"))
        .isEqualTo(site().expected("[{name: B, value: z}]"));
  }

  @Test
  default void quantities_whenWrittenOtherwise_areCanonical() {
    String resources = "{name: main, image: IMAGE, resources: {requests: {cpu: '%s', memory: %s}}}";
    Reply made = apply("one", resources.formatted("1000m", "1024Mi"));
    assertThat(made.at("/spec/template/spec/containers/0/resources/requests"))
        .isEqualTo(site().expected("{cpu: '1', memory: 1Gi}"));

    Reply same = apply("two", resources.formatted("1", "1Gi"));
    assertThat(same.code()).isEqualTo(200);
    assertThat(same.text("/metadata/generation")).isEqualTo("1");

    assertThat(
            apply("one", resources.formatted("0.5", "1.5Gi"))
                .at("/details/causes")
                .findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            ".spec.template.spec.containers[name=\"main\"].resources.requests.cpu",
            ".spec.template.spec.containers[name=\"main\"].resources.requests.memory");
  }

  @Test
  default void intOrString_whenGiven_keepsItsType() {
    Reply made =
        site()
            .apply(
                CORE,
                "services/web?fieldManager=one",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec:
                  ports:
                  - {name: a, port: 80, targetPort: http}
                  - {name: b, port: 81, targetPort: 8081}
                  - {name: c, port: 82}
                """);

    assertThat(made.at("/spec/ports"))
        .isEqualTo(
            site()
                .expected(
                    """
                    - {name: a, port: 80, targetPort: http, protocol: TCP}
                    - {name: b, port: 81, targetPort: 8081, protocol: TCP}
                    - {name: c, port: 82, targetPort: 82, protocol: TCP}
                    """));
  }

  @Test
  default void unknownField_whenStrict_isRefused() {
    String bogus =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a, bogus: x}
        wrong: y
        """;

    Reply refused = site().post(CORE, "configmaps?fieldValidation=Strict", bogus);
    assertThat(refused)
        .isEqualTo(
            new Reply(
                400,
                site()
                    .expected(
                        """
                        kind: Status
                        apiVersion: v1
                        metadata: {}
                        status: Failure
                        message: 'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict
                          decoding error: unknown field "metadata.bogus", unknown field "wrong"'
                        reason: BadRequest
                        code: 400
                        """)));

    Reply made = site().post(CORE, "configmaps", bogus);
    assertThat(made.code()).isEqualTo(201);
    assertThat(made.body().has("wrong")).isFalse();
    assertThat(made.at("/metadata").has("bogus")).isFalse();
  }

  @Test
  default void unknownField_whenApplied_isRefused() {
    Reply refused = apply("one", "{name: main, image: IMAGE, bogus: x}");

    assertThat(refused.message())
        .isEqualTo(
            "failed to create typed patch object (/web; apps/v1, Kind=Deployment):"
                + " .spec.template.spec.containers[name=\"main\"].bogus: field not declared in"
                + " schema");
    assertThat(refused.code()).isEqualTo(500);
  }

  @Test
  default void wrongType_whenCreated_isRefused() {
    Reply refused =
        site().post(APPS, "deployments", web("{name: main, image: IMAGE}").replace(": 0", ": two"));

    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.message())
        .isEqualTo(
            "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal"
                + " string into Go struct field DeploymentSpec.spec.replicas of type int32");
  }
}
