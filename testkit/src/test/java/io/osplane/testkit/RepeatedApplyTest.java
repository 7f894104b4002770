package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedApplyTest extends WithCluster {
  private static final String POD =
      """
      {"metadata": {"labels": {"app": "x"}}, "spec": {"restartPolicy": "%s",
        "containers": [{"name": "c", "image": "i:1", "ports": [{"containerPort": 80}],
          "env": [{"name": "N", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
          "resources": {"requests": {"cpu": "1"}},
          "readinessProbe": {"httpGet": {"port": 80}},
          "volumeMounts": [{"name": "v", "mountPath": "/v"}]}],
        "volumes": [{"name": "v", "configMap": {"name": "m", "optional": true}}]}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'apiVersion':'apps/v1','kind':'Deployment','spec':{'selector':{'matchLabels':"
            + "{'app':'x'}},'template':ALWAYS}}",
        "{'apiVersion':'apps/v1','kind':'StatefulSet','spec':{'serviceName':'x','selector':"
            + "{'matchLabels':{'app':'x'}},'template':ALWAYS,'volumeClaimTemplates':[{'metadata':"
            + "{'name':'d'},'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':"
            + "{'storage':'1Gi'}}}}]}}",
        "{'apiVersion':'batch/v1','kind':'Job','spec':{'template':NEVER}}",
        "{'apiVersion':'batch/v1','kind':'CronJob','spec':{'schedule':'0 3 * * *','jobTemplate':"
            + "{'spec':{'template':NEVER}}}}",
        "{'apiVersion':'v1','kind':'Service','spec':{'ports':[{'port':80}],'selector':"
            + "{'app':'x'}}}",
        "{'apiVersion':'v1','kind':'Secret','stringData':{'k':'v'}}",
        "{'apiVersion':'v1','kind':'PersistentVolumeClaim','spec':{'accessModes':"
            + "['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}",
        "{'apiVersion':'policy/v1','kind':'PodDisruptionBudget','spec':{'maxUnavailable':1,"
            + "'selector':{'matchLabels':{'app':'x'}}}}",
        "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding','roleRef':{'apiGroup':"
            + "'rbac.authorization.k8s.io','kind':'Role','name':'r'},'subjects':[{'kind':"
            + "'ServiceAccount','name':'a','namespace':'default'}]}",
        "{'apiVersion':'networking.k8s.io/v1','kind':'NetworkPolicy','spec':{'podSelector':{},"
            + "'policyTypes':['Ingress']}}"
      })
  void apply_whenRepeatedAfterSettling_keepsRevision(String text) {
    String json =
        text.replace('\'', '"')
            .replace("ALWAYS", POD.formatted("Always"))
            .replace("NEVER", POD.formatted("Never"));
    HasMetadata object = client.getKubernetesSerialization().unmarshal(json);
    object.setMetadata(new ObjectMetaBuilder().withName("x").build());
    apply(object);
    settle();
    String before = client.resource(object).get().getMetadata().getResourceVersion();

    HasMetadata again = apply(object);

    assertThat(again.getMetadata().getResourceVersion()).isEqualTo(before);
  }

  private HasMetadata apply(HasMetadata object) {
    return client.resource(object).fieldManager("osplane").serverSideApply();
  }
}
