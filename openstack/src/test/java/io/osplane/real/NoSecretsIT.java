package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.osplane.ControlPlane;
import io.osplane.Report;
import io.osplane.event.Event;
import io.osplane.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No generated value is anywhere but in Secrets, in whatever encoding. */
@ExtendWith(NeedsCluster.class)
class NoSecretsIT {
  private static final String PROCESSES =
      "for p in /proc/[0-9]*; do tr '\\0' '\\n' <$p/environ; tr '\\0' ' ' <$p/cmdline; echo; done 2>/dev/null";

  @Test
  void deploy_leavesNoSecretOutsideSecrets() throws Exception {
    Map<String, String> texts = new TreeMap<>();
    List<String> events = new ArrayList<>();
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin);
        ControlPlane cloud = lab.open()) {
      cloud.events().on(Event.class, e -> events.add(e.toString()));
      Plan plan = cloud.deploy(Lab.cloud()).plan();
      Report report = cloud.deploy(Lab.cloud()).apply();
      texts.put("plan", plan.toJson() + plan.describe());
      texts.put("report", report + report.describe());
      texts.put("events", String.join("\n", events));
      texts.put("health", cloud.health().toString());
      texts.put("access", cloud.access().toString());
      objects(lab)
          .forEach(
              o ->
                  texts.put(
                      o.getKind() + " " + o.getMetadata().getName(), Serialization.asYaml(o)));
      for (Pod pod : admin.pods().inNamespace(lab.namespace()).list().getItems()) {
        look(lab, pod, texts);
      }
      Set<String> values = values(lab);

      assertThat(values).hasSizeGreaterThan(20);
      assertThat(texts).hasSizeGreaterThan(40);
      texts.forEach(
          (where, text) ->
              assertThat(
                      values.stream().filter(text::contains).map(v -> v.length() + " characters"))
                  .as("secrets in %s", where)
                  .isEmpty());
      String environ = texts.get("processes of galera-0");
      assertThat(environ)
          .as("the search reached the processes")
          .contains("mariadbd")
          .contains("POD_IP=");
    }
  }

  private static List<HasMetadata> objects(Lab lab) {
    KubernetesClient admin = lab.admin();
    String namespace = lab.namespace();
    List<HasMetadata> all = new ArrayList<>();
    all.addAll(admin.configMaps().inNamespace(namespace).list().getItems());
    all.addAll(admin.pods().inNamespace(namespace).list().getItems());
    all.addAll(admin.services().inNamespace(namespace).list().getItems());
    all.addAll(admin.apps().statefulSets().inNamespace(namespace).list().getItems());
    all.addAll(admin.apps().deployments().inNamespace(namespace).list().getItems());
    all.addAll(admin.batch().v1().jobs().inNamespace(namespace).list().getItems());
    all.addAll(admin.batch().v1().cronjobs().inNamespace(namespace).list().getItems());
    all.addAll(admin.leases().inNamespace(namespace).list().getItems());
    all.addAll(admin.v1().events().inNamespace(namespace).list().getItems());
    return all;
  }

  private static void look(Lab lab, Pod pod, Map<String, String> texts) throws Exception {
    String name = pod.getMetadata().getName();
    for (Container container : pod.getSpec().getContainers()) {
      texts.put(
          "log of " + name,
          lab.admin()
              .pods()
              .inNamespace(lab.namespace())
              .withName(name)
              .inContainer(container.getName())
              .getLog());
    }
    if (!"Running".equals(pod.getStatus().getPhase())) {
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch exec =
        lab.admin()
            .pods()
            .inNamespace(lab.namespace())
            .withName(name)
            .writingOutput(out)
            .exec("sh", "-c", PROCESSES)) {
      exec.exitCode().get(30, TimeUnit.SECONDS);
    }
    texts.put("processes of " + name, out.toString(StandardCharsets.UTF_8));
  }

  /** Every value of every Secret that Osplane generated, also in its encoded forms. */
  private static Set<String> values(Lab lab) {
    Set<String> values = new TreeSet<>();
    for (Secret secret : lab.admin().secrets().inNamespace(lab.namespace()).list().getItems()) {
      boolean isGenerated =
          secret.getMetadata().getLabels() != null
              && secret.getMetadata().getLabels().containsKey("osplane.io/keep");
      if (isGenerated) {
        secret.getData().values().forEach(encoded -> add(encoded, values));
      }
    }
    return values;
  }

  private static void add(String encoded, Set<String> values) {
    String value = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    values.add(value);
    values.add(encoded);
    values.add(encoded.replaceAll("=+$", ""));
    values.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    values.add(new String(JsonStringEncoder.getInstance().quoteAsString(value)));
  }
}
