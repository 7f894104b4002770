package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.ApiError.Cause;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What the server adds to an object, or refuses, because of its kind and namespace. */
final class Admission {
  private final Store store;
  private final Kinds kinds;
  private int nextClusterIp = 10;

  Admission(Store store, Kinds kinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /** Refuses to create in a namespace that is unknown or being deleted. */
  void checkNamespace(Kind kind, String namespace, String name) {
    if (!kind.namespaced()) {
      return;
    }
    Kind namespaces = kinds.named("Namespace");
    ObjectNode found = store.get(new ObjectKey(namespaces, "", namespace));
    if (found == null) {
      throw ApiError.notFound(namespaces, namespace);
    }
    if (Meta.deleting(found)) {
      String why =
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(namespace);
      String cause = "namespace " + namespace + " is being terminated";
      throw ApiError.forbidden(kind, name, why)
          .because(new Cause("NamespaceTerminating", cause, "metadata.namespace"));
    }
  }

  /** Completes a new or changed object in place, before defaults. */
  void complete(Kind kind, JsonNode live, ObjectNode object) {
    switch (kind.name()) {
      case "Secret" -> foldStringData(object);
      case "Service" -> clusterIp(live, object);
      case "Job" -> jobSelector(live, object);
      case "Namespace" -> namespace(live, object);
      case "PersistentVolumeClaim" -> claim(live, object);
      case "Pod" -> pod(live, object);
      case "DaemonSet" -> daemonSet(live, object);
      default -> {}
    }
  }

  /** Folds {@code stringData} of an applied configuration, so that its owner owns the data. */
  void fold(Kind kind, ObjectNode config) {
    if (kind.name().equals("Secret") && config.has("stringData")) {
      foldStringData(config);
    }
  }

  private static void foldStringData(ObjectNode secret) {
    for (Map.Entry<String, String> e : Tree.map(secret, "stringData").entrySet()) {
      byte[] value = e.getValue().getBytes(StandardCharsets.UTF_8);
      Tree.child(secret, "data").put(e.getKey(), Base64.getEncoder().encodeToString(value));
    }
    secret.remove("stringData");
  }

  private void clusterIp(JsonNode live, ObjectNode service) {
    ObjectNode spec = Tree.child(service, "spec");
    String old = Tree.text(live, "spec.clusterIP");
    if (Tree.text(spec, "type").equals("ExternalName")) {
      return;
    }
    if (Tree.text(spec, "clusterIP").isEmpty()) {
      int number = nextClusterIp;
      nextClusterIp += old.isEmpty() ? 1 : 0;
      spec.put("clusterIP", old.isEmpty() ? "10.96." + number / 250 + "." + number % 250 : old);
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(Tree.text(spec, "clusterIP"));
      spec.putArray("ipFamilies").add("IPv4");
      spec.put("ipFamilyPolicy", "SingleStack");
    }
  }

  private static void jobSelector(JsonNode live, ObjectNode job) {
    if (live.isEmpty() && !Tree.flag(job, "spec.manualSelector")) {
      String uid = Meta.uid(job);
      ObjectNode labels = Tree.child(job, "spec.template.metadata.labels");
      for (String prefix : new String[] {"", "batch.kubernetes.io/"}) {
        labels.put(prefix + "controller-uid", uid).put(prefix + "job-name", Meta.name(job));
      }
      Tree.child(job, "spec.selector.matchLabels").put("batch.kubernetes.io/controller-uid", uid);
    } else if (!live.isEmpty()) {
      ObjectNode spec = Tree.child(job, "spec");
      if (!spec.has("selector")) {
        spec.set("selector", Tree.at(live, "spec.selector"));
      }
      ObjectNode labels = Tree.child(job, "spec.template.metadata.labels");
      Tree.map(live, "spec.template.metadata.labels").forEach(labels::put);
    }
  }

  private static void namespace(JsonNode live, ObjectNode namespace) {
    Tree.child(namespace, "metadata.labels")
        .put("kubernetes.io/metadata.name", Meta.name(namespace));
    if (live.isEmpty()) {
      Tree.child(namespace, "spec").putArray("finalizers").add("kubernetes");
      Tree.child(namespace, "status").put("phase", "Active");
    }
  }

  private void claim(JsonNode live, ObjectNode claim) {
    if (live.isEmpty()) {
      Tree.child(claim, "metadata").withArray("finalizers").add("kubernetes.io/pvc-protection");
      Tree.child(claim, "status").put("phase", "Pending");
    }
    ObjectNode spec = Tree.child(claim, "spec");
    if (live.isEmpty() && !spec.has("storageClassName")) {
      store.list(kinds.named("StorageClass"), "").stream()
          .filter(VolumeClasses::isDefault)
          .findFirst()
          .ifPresent(c -> spec.put("storageClassName", Meta.name(c)));
    }
  }

  private static void daemonSet(JsonNode live, ObjectNode set) {
    if (live.isEmpty()) {
      Tree.child(set, "status")
          .put("currentNumberScheduled", 0)
          .put("numberMisscheduled", 0)
          .put("desiredNumberScheduled", 0)
          .put("numberReady", 0);
    }
  }

  private static void pod(JsonNode live, ObjectNode pod) {
    if (live.isEmpty()) {
      Tree.child(pod, "status").put("phase", "Pending");
      ObjectNode spec = Tree.child(pod, "spec");
      if (!spec.has("serviceAccountName")) {
        spec.put("serviceAccountName", "default").put("serviceAccount", "default");
      }
    }
  }
}
