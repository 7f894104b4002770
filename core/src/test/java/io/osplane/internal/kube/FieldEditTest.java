package io.osplane.internal.kube;

import static io.osplane.internal.kube.Samples.MANAGER;
import static io.osplane.internal.kube.Samples.desired;
import static io.osplane.internal.kube.Samples.live;
import static io.osplane.internal.kube.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits of what our manager applied before, and nobody else touched. */
class FieldEditTest {
  private static final String POD = "/spec/template/spec";
  private static final String KEYSTONE = POD + "/containers/0";
  private final FieldDiff diff = new FieldDiff(FieldSchema.load());

  private List<FieldEdit> changes(String name, ObjectNode edited) {
    FieldComparison comparison = diff.compare(edited, live(name), MANAGER);
    assertThat(comparison.conflicts()).isEmpty();
    return comparison.changes();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "deployment | /spec | {'replicas':5} | spec.replicas | 3 | 5",
        "deployment | /spec | {'replicas':null} | spec.replicas | 3 | -",
        "deployment | /metadata/labels | {'app.kubernetes.io/name':'k'} |"
            + " metadata.labels[\"app.kubernetes.io/name\"] | keystone | k",
        "deployment | /metadata/labels | {'tier':'api'} | metadata.labels.tier | - | api",
        "deployment | /metadata/labels | {'osplane.io/control-plane':null} |"
            + " metadata.labels[\"osplane.io/control-plane\"] | prod | -",
        "deployment | /metadata | {'annotations':{'note':'x'}} | metadata.annotations.note | - | x",
        "deployment | /spec/template/metadata | {'annotations':null} |"
            + " spec.template.metadata.annotations[\"osplane.io/epoch\"] | 1 | -",
        "deployment | /spec/strategy/rollingUpdate | {'maxSurge':1} |"
            + " spec.strategy.rollingUpdate.maxSurge | 25% | 1",
        "deployment | /spec/strategy/rollingUpdate | {'maxUnavailable':'0'} |"
            + " spec.strategy.rollingUpdate.maxUnavailable | 0 | 0",
        "service | /spec/ports/1 | {'targetPort':'5353'} |"
            + " spec.ports[port=53,protocol=UDP].targetPort | 5353 | 5353",
        "service | /spec/ports/0 | {'nodePort':30080} | spec.ports[port=80,protocol=TCP].nodePort |"
            + " - | 30080",
        "service | /spec | {'selector':{'app':'b'}} | spec.selector | {\"app\":\"keystone\"} |"
            + " {\"app\":\"b\"}",
        "configmap | /data | {'empty':'x'} | data.empty | '' | x",
        "role | /rules/1 | {'verbs':['list']} | rules | - | -",
        "networkpolicy | /spec/ingress/0/from/0 | {'podSelector':null} | spec.ingress | - | -",
        "networkpolicy | /spec/ingress/0/ports/0 | {'protocol':'SCTP'} | spec.ingress | - | -",
        "statefulset | /spec/volumeClaimTemplates/0/spec/resources/requests | {'storage':'51Gi'} |"
            + " spec.volumeClaimTemplates | - | -",
        "persistentvolumeclaim | /spec/resources/requests | {'storage':'20480Mi'} |"
            + " spec.resources.requests.storage | 10Gi | 20Gi",
        "secret | /metadata/labels | {'a':'b'} | metadata.labels.a | - | b",
      })
  void oneEdit_isOneChange(
      String name, String at, String edit, String path, String before, String after) {
    List<FieldEdit> changes = changes(name, with(desired(name), at, edit));
    assertThat(changes).extracting(FieldEdit::path).containsExactly(path);
    if (before != null || after != null) {
      assertThat(changes).containsExactly(new FieldEdit(path, before, after));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | {'image':'osp/keystone:2026.1'} | .image | osp/keystone:2025.1 | osp/keystone:2026.1",
        "'' | {'command':['-DFOREGROUND','apache2']} | .command | [\"apache2\",\"-DFOREGROUND\"] |"
            + " [\"-DFOREGROUND\",\"apache2\"]",
        "'' | {'workingDir':'/srv'} | .workingDir | - | /srv",
        "'' | {'stdin':false} | .stdin | - | false",
        "/env/0 | {'value':'RegionTwo'} | .env[name=OS_REGION].value | RegionOne | RegionTwo",
        "/env/1 | {'value':'full'} | .env[name=EMPTY].value | - | full",
        "/env/3/valueFrom/secretKeyRef | {'key':'pw'} |"
            + " .env[name=DB_PASSWORD].valueFrom.secretKeyRef |"
            + " {\"name\":\"keystone-db\",\"key\":\"password\"} |"
            + " {\"name\":\"keystone-db\",\"key\":\"pw\"}",
        "/env/2/valueFrom/fieldRef | {'apiVersion':'v2'} | .env[name=POD_IP].valueFrom.fieldRef |"
            + " {\"apiVersion\":\"v1\",\"fieldPath\":\"status.podIP\"} |"
            + " {\"fieldPath\":\"status.podIP\",\"apiVersion\":\"v2\"}",
        "/resources/requests | {'cpu':1} | .resources.requests.cpu | 500m | 1",
        "/resources/requests | {'memory':'1073741824'} | .resources.requests.memory | 1Gi |"
            + " 1073741824",
        "/resources/limits | {'cpu':2} | .resources.limits.cpu | - | 2",
        "/ports/0 | {'name':'api'} | .ports[containerPort=5000,protocol=TCP].name | http | api",
        "/volumeMounts/0 | {'readOnly':null} | .volumeMounts[mountPath=/etc/keystone].readOnly |"
            + " true | -",
        "/readinessProbe/httpGet | {'port':'5000'} | .readinessProbe.httpGet.port | 5000 | 5000",
      })
  void oneEditOfAContainer_isOneChange(
      String at, String edit, String path, String before, String after) {
    ObjectNode edited = with(desired("deployment"), KEYSTONE + at, edit);
    assertThat(changes("deployment", edited))
        .containsExactly(
            new FieldEdit("spec.template.spec.containers[name=keystone]" + path, before, after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/resources/requests | {'cpu':'500m','memory':'1Gi'}",
        "/resources/limits | {'memory':'1536Mi'}",
        "/ports/0 | {'protocol':'TCP'}",
        "/ports/0 | {'containerPort':5000}",
        "/env/2/valueFrom/fieldRef | {'apiVersion':'v1'}",
        "/env/4/valueFrom/resourceFieldRef | {'divisor':'0'}",
        "'' | {'volumeDevices':[]}",
        "/securityContext/capabilities | {'add':[]}",
      })
  void anotherWayToSayTheSame_isNoChange(String at, String edit) {
    assertThat(changes("deployment", with(desired("deployment"), KEYSTONE + at, edit))).isEmpty();
  }

  @Test
  void nullsAndEmptyCollections_areAsIfNotSet() {
    ObjectNode edited = desired("deployment");
    ((ObjectNode) edited.at(POD)).putNull("nodeName").putObject("nodeSelector");
    ((ObjectNode) edited.get("metadata")).putNull("creationTimestamp").putArray("finalizers");
    edited.putObject("status").put("replicas", 7);
    assertThat(changes("deployment", edited)).isEmpty();
  }

  @Test
  void largeAndSmallNumberTypes_areTheSame() {
    ObjectNode edited = desired("deployment");
    ((ObjectNode) edited.get("spec")).put("replicas", 3L);
    ((ObjectNode) edited.at(KEYSTONE + "/ports/0")).put("containerPort", 5000L);
    assertThat(changes("deployment", edited)).isEmpty();
  }

  @Test
  void objectOfAnUndescribedKind_isMergedByField() {
    ObjectNode edited =
        (ObjectNode)
            Samples.json(
                "{'apiVersion':'example.com/v1','kind':'Thing',"
                    + "'metadata':{'name':'a'},'spec':{'x':{'y':1},'list':[1,2]}}");
    ObjectNode live = edited.deepCopy();
    live.withObject("/spec/x").put("y", 2).put("z", 3);
    assertThat(diff.compare(edited, live, MANAGER).changes())
        .containsExactly(new FieldEdit("spec.x.y", "2", "1"));
  }
}
