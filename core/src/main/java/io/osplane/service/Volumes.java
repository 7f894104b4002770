package io.osplane.service;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.osplane.spi.Claim;
import io.osplane.spi.Manifests;
import io.osplane.spi.VolumesClaim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the pods of one service mount.
 *
 * @param configMap the name of its ConfigMap
 * @param secrets its Secrets
 * @param config its configuration
 * @param disks the volumes that servers are given as disks
 */
record Volumes(
    Row row,
    ApiServiceSpec spec,
    String configMap,
    RowSecrets secrets,
    Config config,
    Optional<VolumesClaim.Binding> disks) {
  /** What the Secret with whole files is called, after the name of the service. */
  static final String FILES = "-files";

  static final String UWSGI = "/osplane/uwsgi.ini";
  private static final int GROUP_READS = 0440;

  /**
   * The name of the Secret with the options that hold secrets. Pods of one epoch never read those
   * of another: they start again as they were, until they are replaced.
   */
  static String options(ApiServiceSpec spec) {
    return Claim.inEpoch(spec.name() + "-config", spec.epoch());
  }

  /** What every process of the service reads: its configuration, and its keys. */
  List<Volume> read() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(map("config", configMap));
    if (!row.secretDirectory().isEmpty()) {
      volumes.add(secret("secret-config", options(spec)));
    }
    if (!config.given(Config::isSecret).isEmpty()) {
      volumes.add(secret("secret-files", spec.name() + FILES));
    }
    volumes.addAll(secretVolumes(new TreeSet<>(row.mounts().values())));
    return volumes;
  }

  List<VolumeMount> readMounts() {
    List<VolumeMount> mounts = configMounts();
    new TreeMap<>(row.mounts()).forEach((path, suffix) -> mounts.add(mount(suffix, path)));
    return mounts;
  }

  /** What every process writes and loses. */
  List<Volume> scratch() {
    return IntStream.range(0, row.scratch().size())
        .mapToObj(
            i ->
                new VolumeBuilder()
                    .withName("scratch-" + i)
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build())
        .toList();
  }

  List<VolumeMount> scratchMounts() {
    return IntStream.range(0, row.scratch().size())
        .mapToObj(i -> written("scratch-" + i, row.scratch().get(i)))
        .toList();
  }

  /** What a server shares with others. */
  List<Volume> shared(String role) {
    return of(role).keySet().stream().map(volume -> claimed(volume, claim(spec, volume))).toList();
  }

  List<VolumeMount> sharedMounts(String role) {
    return of(role).entrySet().stream().map(e -> written(e.getKey(), e.getValue().path())).toList();
  }

  /** The volumes that servers are given as disks, for a process on hosts that mounts them. */
  List<Volume> disks(Row.Host host) {
    return disksOf(host).map(b -> claimed("disks", b.persistentVolumeClaim())).toList();
  }

  List<VolumeMount> diskMounts(Row.Host host) {
    return disksOf(host).map(b -> written("disks", b.path())).toList();
  }

  private Stream<VolumesClaim.Binding> disksOf(Row.Host host) {
    return disks.filter(b -> host.volumes()).stream();
  }

  /** The name of the PersistentVolumeClaim of a shared volume. */
  static String claim(ApiServiceSpec spec, String volume) {
    return spec.name() + "-" + volume;
  }

  /** The volumes of a server by name, in the row's order. */
  Map<String, Row.SharedVolume> of(String role) {
    Map<String, Row.SharedVolume> own = new LinkedHashMap<>(row.volumes());
    own.values().removeIf(volume -> !volume.isOf(role));
    return own;
  }

  /** The claims of what servers share. */
  List<HasMetadata> claims(Manifests manifests) {
    return row.volumes().entrySet().stream()
        .<HasMetadata>map(e -> claim(e.getKey(), e.getValue(), manifests))
        .toList();
  }

  private PersistentVolumeClaim claim(String volume, Row.SharedVolume what, Manifests manifests) {
    return new PersistentVolumeClaimBuilder()
        .withMetadata(manifests.meta(claim(spec, volume)))
        .withNewSpec()
        .withAccessModes("ReadWriteMany")
        .withStorageClassName(spec.storageClass().orElse(null))
        .withNewResources()
        .addToRequests("storage", new Quantity(spec.storage().getOrDefault(volume, what.size())))
        .endResources()
        .endSpec()
        .build();
  }

  /** Single files, since the image's own lie beside them. */
  private List<VolumeMount> configMounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    if (row.isServedByUwsgi()) {
      mounts.add(file("config", "uwsgi.ini", UWSGI));
    }
    row.programs().forEach(p -> mounts.add(file("config", p, Row.PROGRAMS + p)));
    row.files().forEach((file, c) -> mounts.add(file("config", file, c.directory() + "/" + file)));
    config
        .given()
        .forEach(
            (path, text) ->
                mounts.add(
                    file(
                        Config.isSecret(text) ? "secret-files" : "config",
                        Config.key(path),
                        path)));
    if (!row.secretDirectory().isEmpty()) {
      mounts.add(mount("secret-config", row.secretDirectory()));
    }
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
    return map("scripts", spec.name() + "-scripts");
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

  private static Volume claimed(String volume, String claim) {
    return new VolumeBuilder()
        .withName(volume)
        .withNewPersistentVolumeClaim()
        .withClaimName(claim)
        .endPersistentVolumeClaim()
        .build();
  }

  private static VolumeMount file(String volume, String key, String path) {
    return new VolumeMountBuilder(mount(volume, path)).withSubPath(key).build();
  }

  private static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  private static VolumeMount written(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
  }
}
