package io.osplane.spi;

import io.osplane.ComponentName;
import java.util.Optional;

/**
 * A claim of hosts to see the volumes that servers may be given as disks. Hosts whose cloud has no
 * such volumes do without.
 *
 * @param name whose hosts see them
 * @param from the provider; empty for the only one
 */
public record VolumesClaim(String name, Optional<ComponentName> from)
    implements Claim<VolumesClaim.Binding> {

  /**
   * Where the volumes are.
   *
   * @param persistentVolumeClaim the name of the PersistentVolumeClaim whose files they are
   * @param path where hosts mount it
   */
  public record Binding(String persistentVolumeClaim, String path) {}

  public static VolumesClaim of(String name) {
    return new VolumesClaim(name, Optional.empty());
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.VOLUMES;
  }
}
