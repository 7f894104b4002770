package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.BATCH;
import static io.osplane.testkit.fidelity.Site.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What the server adds to objects that say little. */
interface DefaultScenarios extends OnSite {
  String POD_SPEC =
      """
      containers:
      - name: main
        image: IMAGE
        imagePullPolicy: IfNotPresent
        resources: {}
        terminationMessagePath: /dev/termination-log
        terminationMessagePolicy: File
      restartPolicy: Always
      terminationGracePeriodSeconds: 30
      dnsPolicy: ClusterFirst
      securityContext: {}
      schedulerName: default-scheduler
      """;
  String TEMPLATE =
      """
      replicas: 0
      selector: {matchLabels: {app: x}}
      template:
        metadata: {labels: {app: x}}
        spec: {containers: [{name: main, image: IMAGE, imagePullPolicy: IfNotPresent}]}
      """;

  private static String object(String version, String kind, String spec) {
    return "apiVersion: %s\nkind: %s\nmetadata: {name: x}\nspec:\n%s"
        .formatted(version, kind, spec.indent(2));
  }

  private void assertSpec(Reply made, String yaml) {
    assertThat(made.code()).as(made.body().toString()).isEqualTo(201);
    assertThat(made.at("/spec")).isEqualTo(site().expected(yaml));
  }

  private static String template(String podSpec) {
    return """
    selector: {matchLabels: {app: x}}
    template:
      metadata: {labels: {app: x}}
      spec:
    %s\
    """
        .formatted(podSpec.indent(4));
  }

  @Test
  default void statefulSet_whenCreated_getsDefaults() {
    assertSpec(
        site()
            .post(
                APPS,
                "statefulsets",
                object(
                    "apps/v1",
                    "StatefulSet",
                    TEMPLATE
                        + """
                        serviceName: x
                        volumeClaimTemplates:
                        - metadata: {name: data}
                          spec:
                            accessModes: [ReadWriteOnce]
                            resources: {requests: {storage: 1Gi}}
                        """)),
        """
        replicas: 0
        serviceName: x
        podManagementPolicy: OrderedReady
        updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}
        revisionHistoryLimit: 10
        persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Retain}
        volumeClaimTemplates:
        - apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: data}
          spec:
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 1Gi}}
            volumeMode: Filesystem
          status: {phase: Pending}
        """
            + template(POD_SPEC));
  }

  @Test
  default void deployment_whenCreated_getsDefaults() {
    assertSpec(
        site().post(APPS, "deployments", object("apps/v1", "Deployment", TEMPLATE)),
        """
        replicas: 0
        strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}}
        revisionHistoryLimit: 10
        progressDeadlineSeconds: 600
        """
            + template(POD_SPEC));
  }

  @Test
  default void job_whenCreated_getsDefaults() {
    Reply made =
        site()
            .post(
                BATCH,
                "jobs",
                object(
                    "batch/v1",
                    "Job",
                    """
                    suspend: true
                    template:
                      spec:
                        restartPolicy: Never
                        containers: [{name: main, image: IMAGE, imagePullPolicy: IfNotPresent}]
                    """));
    ((ObjectNode) made.at("/spec")).remove("selector");
    String labels =
        """
        {batch.kubernetes.io/controller-uid: UID, batch.kubernetes.io/job-name: x,
          controller-uid: UID, job-name: x}\
        """
            .replace("UID", made.uid());

    assertSpec(
        made,
        """
        parallelism: 1
        completions: 1
        completionMode: NonIndexed
        backoffLimit: 6
        suspend: true
        manualSelector: false
        podReplacementPolicy: TerminatingOrFailed
        template:
          metadata: {labels: %s}
          spec:
        %s\
        """
            .formatted(labels, POD_SPEC.replace("Always", "Never").indent(4)));
  }

  @Test
  default void cronJob_whenCreated_getsDefaults() {
    assertSpec(
        site()
            .post(
                BATCH,
                "cronjobs",
                object(
                    "batch/v1",
                    "CronJob",
                    """
                    schedule: '0 3 * * *'
                    jobTemplate:
                      spec:
                        template:
                          spec:
                            restartPolicy: OnFailure
                            containers:
                            - {name: main, image: IMAGE, imagePullPolicy: IfNotPresent}
                    """)),
        """
        schedule: '0 3 * * *'
        concurrencyPolicy: Allow
        suspend: false
        successfulJobsHistoryLimit: 3
        failedJobsHistoryLimit: 1
        jobTemplate:
          metadata: {}
          spec:
            template:
              metadata: {}
              spec:
        %s\
        """
            .formatted(POD_SPEC.replace("Always", "OnFailure").indent(8)));
  }

  @Test
  default void service_whenHeadless_getsDefaults() {
    assertSpec(
        site()
            .post(
                CORE,
                "services",
                object(
                    "v1",
                    "Service",
                    """
                    clusterIP: None
                    selector: {app: x}
                    ports: [{name: a, port: 80}]
                    """)),
        """
        type: ClusterIP
        clusterIP: None
        clusterIPs: [None]
        selector: {app: x}
        ports: [{name: a, port: 80, targetPort: 80, protocol: TCP}]
        sessionAffinity: None
        ipFamilies: [IPv4]
        ipFamilyPolicy: SingleStack
        internalTrafficPolicy: Cluster
        """);
  }

  @Test
  default void probesAndVolumes_whenCreated_getDefaults() {
    Reply made =
        site()
            .post(
                APPS,
                "deployments",
                object(
                    "apps/v1",
                    "Deployment",
                    """
                    replicas: 0
                    selector: {matchLabels: {app: x}}
                    template:
                      metadata: {labels: {app: x}}
                      spec:
                        containers:
                        - name: main
                          image: IMAGE
                          readinessProbe: {httpGet: {port: 80}}
                          livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 3}
                          env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
                          ports: [{containerPort: 80}]
                        volumes:
                        - {name: a, configMap: {name: a}}
                        - {name: b, secret: {secretName: b}}
                        - {name: c, emptyDir: {}}
                        - {name: d, hostPath: {path: /d}}
                    """));

    assertThat(made.at("/spec/template/spec/volumes"))
        .isEqualTo(
            site()
                .expected(
                    """
                    - {name: a, configMap: {name: a, defaultMode: 420}}
                    - {name: b, secret: {secretName: b, defaultMode: 420}}
                    - {name: c, emptyDir: {}}
                    - {name: d, hostPath: {path: /d, type: ''}}
                    """));
    ObjectNode container = (ObjectNode) made.at("/spec/template/spec/containers/0").deepCopy();
    assertThat(container.retain("readinessProbe", "livenessProbe", "env", "ports"))
        .isEqualTo(
            site()
                .expected(
                    """
                    readinessProbe: {httpGet: {port: 80, path: /, scheme: HTTP}, timeoutSeconds: 1,
                      periodSeconds: 10, successThreshold: 1, failureThreshold: 3}
                    livenessProbe: {tcpSocket: {port: 80}, timeoutSeconds: 1,
                      periodSeconds: 3, successThreshold: 1, failureThreshold: 3}
                    env: [{name: IP, valueFrom: {fieldRef: {apiVersion: v1,
                      fieldPath: status.podIP}}}]
                    ports: [{containerPort: 80, protocol: TCP}]
                    """));
  }

  @Test
  default void claimsAndAccounts_whenCreated_getDefaults() {
    Reply secret =
        site()
            .post(
                CORE,
                "secrets",
                "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {k: v}}");

    assertThat(Reply.without(secret.body(), "metadata"))
        .isEqualTo(
            site().expected("{apiVersion: v1, kind: Secret, data: {k: dg==}, type: Opaque}"));
  }
}
