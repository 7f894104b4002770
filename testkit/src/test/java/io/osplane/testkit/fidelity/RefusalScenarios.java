package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.BATCH;
import static io.osplane.testkit.fidelity.Site.CORE;
import static io.osplane.testkit.fidelity.Site.LEASES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How the server words what it does not do. */
interface RefusalScenarios extends OnSite {
  String CONFIG_MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";
  String STATEFUL_SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 0
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: main, image: IMAGE}]}
      """;

  private void assertRefusal(Reply reply, int code, String reason, String message, String details) {
    assertThat(reply.body())
        .isEqualTo(
            site()
                .expected(
                    """
                    {kind: Status, apiVersion: v1, metadata: {}, status: Failure,
                     message: '%s', reason: %s, details: %s, code: %d}
                    """
                        .formatted(message.replace("'", "''"), reason, details, code)));
    assertThat(reply.code()).isEqualTo(code);
  }

  @Test
  default void get_whenAbsent_isNotFound() {
    assertRefusal(
        site().get(CORE, "configmaps/a"),
        404,
        "NotFound",
        "configmaps \"a\" not found",
        "{name: a, kind: configmaps}");
    assertRefusal(
        site().get(APPS, "statefulsets/db"),
        404,
        "NotFound",
        "statefulsets.apps \"db\" not found",
        "{name: db, group: apps, kind: statefulsets}");
  }

  @Test
  default void delete_whenAbsent_isNotFound() {
    assertRefusal(
        site().delete(CORE, "configmaps/a", null),
        404,
        "NotFound",
        "configmaps \"a\" not found",
        "{name: a, kind: configmaps}");
  }

  @Test
  default void create_whenItExists_isAConflict() {
    site().post(CORE, "configmaps", CONFIG_MAP);

    assertRefusal(
        site().post(CORE, "configmaps", CONFIG_MAP),
        409,
        "AlreadyExists",
        "configmaps \"a\" already exists",
        "{name: a, kind: configmaps}");
  }

  @Test
  default void update_whenItsVersionIsOld_isAConflict() {
    Reply made = site().post(APPS, "statefulsets", STATEFUL_SET);
    site().merge(APPS, "statefulsets/db", "{\"metadata\":{\"labels\":{\"x\":\"1\"}}}");

    assertRefusal(
        site().put(APPS, "statefulsets/db", made.body().toString()),
        409,
        "Conflict",
        "Operation cannot be fulfilled on statefulsets.apps \"db\": the object has been modified;"
            + " please apply your changes to the latest version and try again",
        "{name: db, group: apps, kind: statefulsets}");
  }

  @Test
  default void delete_whenUidDiffers_isAConflict() {
    Reply made = site().post(CORE, "configmaps", CONFIG_MAP);

    assertRefusal(
        site().delete(CORE, "configmaps/a", "{preconditions: {uid: other}}"),
        409,
        "Conflict",
        "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does"
            + " not match the UID in record ("
            + made.uid()
            + "). The object might have been deleted and then recreated",
        "{name: a, kind: ConfigMap}");
  }

  @Test
  default void delete_whenItsVersionIsOld_isAConflict() {
    Reply made =
        site()
            .post(
                LEASES,
                "leases",
                "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l}}");

    assertRefusal(
        site().delete(LEASES, "leases/l", "{preconditions: {resourceVersion: '1'}}"),
        409,
        "Conflict",
        "Operation cannot be fulfilled on Lease.coordination.k8s.io \"l\": the ResourceVersion in"
            + " the precondition (1) does not match the ResourceVersion in record ("
            + made.revision()
            + "). The object might have been modified",
        "{name: l, group: coordination.k8s.io, kind: Lease}");
  }

  @Test
  default void update_whenUidDiffers_isAConflict() {
    Reply made = site().post(CORE, "configmaps", CONFIG_MAP);

    assertRefusal(
        site().put(CORE, "configmaps/a", CONFIG_MAP.replace("{name: a}", "{name: a, uid: other}")),
        409,
        "Conflict",
        "Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4,"
            + " Key: /registry/configmaps/"
            + site().namespace()
            + "/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in"
            + " precondition: other, UID in object meta: "
            + made.uid(),
        "{name: a, kind: configmaps}");
  }

  @Test
  default void statefulSet_whenItsServiceChanges_isInvalid() {
    site().post(APPS, "statefulsets", STATEFUL_SET);
    String text =
        "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals',"
            + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
            + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    assertRefusal(
        site().merge(APPS, "statefulsets/db", "{\"spec\":{\"serviceName\":\"other\"}}"),
        422,
        "Invalid",
        "StatefulSet.apps \"db\" is invalid: spec: " + text,
        "{name: db, group: apps, kind: StatefulSet, causes: [{reason: FieldValueForbidden, field:"
            + " spec, message: \""
            + text
            + "\"}]}");
  }

  @Test
  default void secret_whenItsTypeChanges_isInvalid() {
    site()
        .post(CORE, "secrets", "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: Opaque}");

    Reply refused = site().merge(CORE, "secrets/s", "{\"type\":\"x/y\"}");

    assertRefusal(
        refused,
        422,
        "Invalid",
        "Secret \"s\" is invalid: type: Invalid value: \"x/y\": field is immutable",
        "{name: s, kind: Secret, causes: [{reason: FieldValueInvalid, field: type, message:"
            + " 'Invalid value: \"x/y\": field is immutable'}]}");
  }

  @Test
  default void create_whenManyFieldsAreWrong_namesThemAll() {
    Reply refused =
        site()
            .post(
                APPS,
                "statefulsets",
                STATEFUL_SET
                    .replace("{name: main, image: IMAGE}", "{name: main}")
                    .replace("{labels: {app: db}}", "{labels: {app: other}}"));

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.message())
        .isEqualTo(
            "StatefulSet.apps \"db\" is invalid: [spec.template.metadata.labels: Invalid value:"
                + " {\"app\":\"other\"}: `selector` does not match template `labels`,"
                + " spec.template.spec.containers[0].image: Required value]");
  }

  @Test
  default void job_whenItsTemplateChanges_isInvalid() {
    site()
        .post(
            BATCH,
            "jobs",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: j}
            spec:
              parallelism: 0
              template: {spec: {restartPolicy: Never, containers: [{name: main, image: IMAGE}]}}
            """);

    Reply refused =
        site().merge(BATCH, "jobs/j", "{\"spec\":{\"template\":{\"spec\":{\"hostname\":\"x\"}}}}");

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.text("/details/causes/0/field")).isEqualTo("spec.template");
    assertThat(refused.text("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
    assertThat(refused.message()).endsWith(": field is immutable");
  }

  @Test
  default void lease_whenItsVersionIsOld_isAConflict() {
    String lease =
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: l}
        spec: {holderIdentity: me, leaseDurationSeconds: 15, renewTime: '2026-01-01T00:00:00.500000Z'}
        """;
    Reply made = site().post(LEASES, "leases", lease);
    assertThat(made.text("/spec/renewTime")).isEqualTo("2026-01-01T00:00:00.500000Z");
    String mine = made.body().toString().replace("\"me\"", "\"you\"");
    assertThat(site().put(LEASES, "leases/l", mine).code()).isEqualTo(200);

    assertRefusal(
        site().put(LEASES, "leases/l", made.body().toString()),
        409,
        "Conflict",
        "Operation cannot be fulfilled on leases.coordination.k8s.io \"l\": the object has been"
            + " modified; please apply your changes to the latest version and try again",
        "{name: l, group: coordination.k8s.io, kind: leases}");
  }

  @Test
  default void update_whenNothingChanges_keepsTheResourceVersion() {
    Reply made = site().post(CORE, "configmaps", CONFIG_MAP);

    Reply same = site().put(CORE, "configmaps/a", made.body().toString());

    assertThat(same.body()).isEqualTo(made.body());
  }
}
