package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.controller.Control;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that a pod gets from ConfigMaps, Secrets and the downward API, as they are now. */
record Files(Control control, JsonNode pod) {

  /** Which ConfigMaps and Secrets have to be there first and are not. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (JsonNode volume : Tree.items(pod, "spec.volumes")) {
      missing(volume, missing);
      Tree.items(volume, "projected.sources").forEach(s -> missing(s, missing));
    }
    return missing;
  }

  private void missing(JsonNode source, List<String> missing) {
    String name = source.path("name").asText();
    check("Secret", source.path("secret"), name, missing);
    check("ConfigMap", source.path("configMap"), name, missing);
    String claim = Tree.text(source, "persistentVolumeClaim.claimName");
    if (!claim.isEmpty()) {
      JsonNode found = control.get("PersistentVolumeClaim", Meta.namespace(pod), claim);
      if (found == null) {
        missing.add("persistentvolumeclaim \"" + claim + "\" not found");
      }
    }
  }

  private void check(String kind, JsonNode source, String volume, List<String> missing) {
    String name = source.path("secretName").asText(source.path("name").asText());
    boolean needed = !name.isEmpty() && !source.path("optional").asBoolean();
    if (needed && control.get(kind, Meta.namespace(pod), name) == null) {
      missing.add(
          "MountVolume.SetUp failed for volume \"%s\" : %s \"%s\" not found"
              .formatted(volume, kind.toLowerCase(Locale.ROOT), name));
    }
  }

  /** A file at a path in a container. */
  Optional<byte[]> read(JsonNode container, String path) {
    JsonNode best = Tree.object();
    for (JsonNode mount : Tree.items(container, "volumeMounts")) {
      String at = mountPath(mount);
      boolean covers = path.equals(at) || path.startsWith(at + "/");
      if (covers && at.length() >= mountPath(best).length()) {
        best = mount;
      }
    }
    if (best.isEmpty()) {
      return Optional.empty();
    }
    String inside = path.substring(mountPath(best).length()).replaceFirst("^/", "");
    String subPath = Tree.text(best, "subPath");
    String name = subPath.isEmpty() ? inside : inside.isEmpty() ? subPath : subPath + "/" + inside;
    return Optional.ofNullable(volume(best.path("name").asText()).get(name));
  }

  private static String mountPath(JsonNode mount) {
    String path = mount.path("mountPath").asText();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Map<String, byte[]> volume(String name) {
    Map<String, byte[]> files = new TreeMap<>();
    for (JsonNode volume : Tree.items(pod, "spec.volumes")) {
      if (volume.path("name").asText().equals(name)) {
        add(volume, files);
        Tree.items(volume, "projected.sources").forEach(s -> add(s, files));
      }
    }
    return files;
  }

  private void add(JsonNode source, Map<String, byte[]> files) {
    JsonNode secret = source.path("secret");
    JsonNode configMap = source.path("configMap");
    if (!secret.isMissingNode()) {
      String secretName = secret.path("secretName").asText(secret.path("name").asText());
      select(secret, data("Secret", secretName), files);
    }
    if (!configMap.isMissingNode()) {
      select(configMap, data("ConfigMap", configMap.path("name").asText()), files);
    }
    for (JsonNode item : Tree.items(source, "downwardAPI.items")) {
      String value = FieldReference.resolve(pod, Tree.text(item, "fieldRef.fieldPath"));
      files.put(item.path("path").asText(), value.getBytes(StandardCharsets.UTF_8));
    }
    if (source.has("serviceAccountToken")) {
      String path = Tree.text(source, "serviceAccountToken.path");
      files.put(path, "simulated".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void select(JsonNode source, Map<String, byte[]> data, Map<String, byte[]> files) {
    if (source.path("items").isEmpty()) {
      files.putAll(data);
    }
    for (JsonNode item : source.path("items")) {
      byte[] value = data.get(item.path("key").asText());
      if (value != null) {
        files.put(item.path("path").asText(), value);
      }
    }
  }

  /** The data of a ConfigMap or Secret by key; none if it does not exist. */
  Map<String, byte[]> data(String kind, String name) {
    Map<String, byte[]> data = new TreeMap<>();
    JsonNode object = control.get(kind, Meta.namespace(pod), name);
    if (object != null) {
      boolean encoded = kind.equals("Secret");
      Tree.map(object, "data").forEach((k, v) -> data.put(k, bytes(v, encoded)));
      Tree.map(object, "binaryData").forEach((k, v) -> data.put(k, bytes(v, true)));
    }
    return data;
  }

  private static byte[] bytes(String text, boolean encoded) {
    return encoded ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
  }
}
