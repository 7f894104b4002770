package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.OnConflict;
import io.osplane.SecretRef;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldComparison;
import io.osplane.internal.kube.FieldDiff;
import io.osplane.spi.Apply;
import io.osplane.spi.Manifests;
import io.osplane.spi.SecretTemplate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The objects that a task wants, as they are compared and sent. */
final class Desired {
  /** The label of what survives a removal: volumes, and Secrets without which they are useless. */
  static final String KEEP = "osplane.io/keep";

  private final Cluster cluster;
  private final FieldDiff fields;
  private final OnConflict onConflict;

  Desired(Cluster cluster, FieldDiff fields, OnConflict onConflict) {
    this.cluster = cluster;
    this.fields = fields;
    this.onConflict = onConflict;
  }

  /** Whether an object survives a removal; a volume does, whoever made its claim. */
  static boolean isKept(JsonNode object) {
    return object.path("kind").asText().equals("PersistentVolumeClaim")
        || object.path("metadata").path("labels").has(KEEP);
  }

  /**
   * One object that is wanted.
   *
   * @param template what it is filled in from; empty for an object that is known as a whole
   * @param object without the values of a template
   */
  record Wanted(Optional<SecretTemplate> template, ObjectNode object) {
    String name() {
      return Cluster.nameOf(object);
    }
  }

  /** The objects of a task, in the order in which the task has them. */
  List<Wanted> of(ComponentName component, String plane, Apply task) {
    List<Wanted> wanted = new ArrayList<>();
    for (SecretTemplate template : task.secrets()) {
      wanted.add(new Wanted(Optional.of(template), secret(component, plane, template.name())));
    }
    for (HasMetadata object : task.objects()) {
      ObjectNode json = fields.canonical(cluster.toJson(object));
      if (object.getKind().equals("PersistentVolumeClaim")) {
        json.withObject("/metadata/labels").put(KEEP, "true");
      }
      wanted.add(new Wanted(Optional.empty(), json));
    }
    return wanted;
  }

  /** A Secret of a component without data. */
  ObjectNode secret(ComponentName component, String plane, String name) {
    ObjectNode secret = StateStore.object("v1", "Secret", name, cluster, plane);
    ((ObjectNode) secret.at("/metadata/labels")).remove(StateStore.STATE);
    secret.withObject("/metadata/labels").put(Manifests.COMPONENT, component.value());
    return secret.put("type", "Opaque");
  }

  /** The object with the values of its template. */
  ObjectNode filled(Wanted wanted, Function<SecretRef, String> reveal) {
    if (wanted.template().isEmpty()) {
      return wanted.object();
    }
    ObjectNode secret = wanted.object().deepCopy();
    ObjectNode data = secret.putObject("data");
    wanted.template().get().fill(reveal).forEach((file, text) -> data.put(file, base64(text)));
    return secret;
  }

  /** What applying it would do to what is there. */
  FieldComparison compared(Wanted wanted, ObjectNode live, Function<SecretRef, String> reveal) {
    ObjectNode whole = Scaling.settled(filled(wanted, reveal), live);
    return fields.compare(whole, live, Cluster.MANAGER);
  }

  /** The object as it is sent: without what is left to others. */
  ObjectNode sent(Wanted wanted, Optional<ObjectNode> live, Function<SecretRef, String> reveal) {
    ObjectNode whole = filled(wanted, reveal);
    if (live.isEmpty()) {
      return whole;
    }
    ObjectNode settled = Scaling.settled(whole, live.get());
    return leaves() ? fields.yielding(settled, live.get(), Cluster.MANAGER) : settled;
  }

  /** Whether fields that others hold are left to them. */
  boolean leaves() {
    return onConflict == OnConflict.LEAVE;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
