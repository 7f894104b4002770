package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the pods of one service mount.
 *
 * @param name the component's name
 * @param configMap the name of its ConfigMap
 * @param secrets its Secrets
 */
record Volumes(Row row, String name, String configMap, RowSecrets secrets) {
  static final String UWSGI = "/osplane/uwsgi.ini";
  private static final int GROUP_READS = 0440;

  /** The configuration, with and without secrets. */
  List<Volume> config() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(map("config", configMap));
    if (!row.secretDirectory().isEmpty()) {
      volumes.add(secret("secret-config", name + "-config"));
    }
    return volumes;
  }

  /** Single files, since the image's own lie beside them. */
  List<VolumeMount> configMounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(file("uwsgi.ini", UWSGI));
    row.files().forEach((file, c) -> mounts.add(file(file, c.directory() + "/" + file)));
    if (!row.secretDirectory().isEmpty()) {
      mounts.add(mount("secret-config", row.secretDirectory()));
    }
    return mounts;
  }

  /** Generated Secrets that the servers read, live. */
  List<Volume> keys() {
    return secretVolumes(new TreeSet<>(row.mounts().values()));
  }

  List<VolumeMount> keyMounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    new TreeMap<>(row.mounts()).forEach((path, suffix) -> mounts.add(mount(suffix, path)));
    return mounts;
  }

  /** Secrets by suffix. */
  List<Volume> secretVolumes(Collection<String> suffixes) {
    return suffixes.stream().map(suffix -> secret(suffix, secrets.name(suffix))).toList();
  }

  List<VolumeMount> secretMounts(Collection<String> suffixes) {
    return suffixes.stream().map(s -> mount(s, "/osplane/secrets/" + s)).toList();
  }

  Volume scripts() {
    return map("scripts", name + "-scripts");
  }

  VolumeMount scriptsMount() {
    return mount("scripts", "/osplane/scripts");
  }

  private static Volume map(String volume, String configMap) {
    return new VolumeBuilder()
        .withName(volume)
        .withNewConfigMap()
        .withName(configMap)
        .endConfigMap()
        .build();
  }

  private static Volume secret(String volume, String secret) {
    return new VolumeBuilder()
        .withName(volume)
        .withNewSecret()
        .withSecretName(secret)
        .withDefaultMode(GROUP_READS)
        .endSecret()
        .build();
  }

  private static VolumeMount file(String file, String path) {
    return new VolumeMountBuilder(mount("config", path)).withSubPath(file).build();
  }

  private static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }
}
