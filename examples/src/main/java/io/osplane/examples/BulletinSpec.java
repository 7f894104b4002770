package io.osplane.examples;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;

/**
 * What is wanted of the page.
 *
 * @param name the instance's name
 * @param replicas servers
 * @param text what the page shows
 */
// tag::spec[]
public record BulletinSpec(ComponentName name, int replicas, String text) implements ComponentSpec {

  public static BulletinSpec of(String text) {
    return new BulletinSpec(ComponentName.of("bulletin"), 1, text);
  }

  /** The values of fields that a YAML spec leaves out. */
  public static BulletinSpec defaults() {
    return of("");
  }

  @Override
  public String kind() {
    return Bulletin.KIND;
  }

  @Override
  public BulletinSpec withReplicas(int newReplicas) {
    return new BulletinSpec(name, newReplicas, text);
  }
}
// end::spec[]
