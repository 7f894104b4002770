package io.osplane;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the container images are: a registry, a tag and single exceptions.
 *
 * @param registry put before every repository, with its trailing slash left out; empty for none
 * @param tag of every image without an exception; empty for the registry's default
 * @param overrides whole references by image name, for example {@code galera} → {@code
 *     mirror.example/mariadb:11.8}
 * @param pullSecrets names of Secrets that hold registry credentials
 */
public record ImageCatalog(
    String registry, String tag, Map<String, String> overrides, List<String> pullSecrets) {

  /** The images of the build kit in {@code examples/images}, as loaded into the nodes. */
  public static final ImageCatalog KIT = new ImageCatalog("osp", "", Map.of(), List.of());

  /** Sorts the exceptions, so that rendering is deterministic. */
  public ImageCatalog {
    overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** The reference of an image, for example {@code osp/galera} or {@code reg.example/galera:1}. */
  public String reference(String image) {
    String own = overrides.get(image);
    if (own != null) {
      return own;
    }
    String repository = registry.isEmpty() ? image : registry + "/" + image;
    return tag.isEmpty() ? repository : repository + ":" + tag;
  }

  public ImageCatalog withRegistry(String newRegistry) {
    return new ImageCatalog(newRegistry, tag, overrides, pullSecrets);
  }

  public ImageCatalog withTag(String newTag) {
    return new ImageCatalog(registry, newTag, overrides, pullSecrets);
  }

  /** A copy in which one image has a reference of its own. */
  public ImageCatalog withImage(String image, String reference) {
    Map<String, String> changed = new TreeMap<>(overrides);
    changed.put(image, reference);
    return new ImageCatalog(registry, tag, changed, pullSecrets);
  }

  public ImageCatalog withPullSecrets(List<String> secrets) {
    return new ImageCatalog(registry, tag, overrides, secrets);
  }
}
