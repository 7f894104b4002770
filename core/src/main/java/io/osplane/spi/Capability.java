package io.osplane.spi;

/**
 * A typed service that one component gives and others use.
 *
 * @param name in capitals, for example {@code DATABASE}
 * @param binding the type that tells a consumer how to reach it
 */
public record Capability<B>(String name, Class<B> binding) {
  public static final Capability<DatabaseClaim.Binding> DATABASE =
      new Capability<>("DATABASE", DatabaseClaim.Binding.class);
  public static final Capability<MessagingClaim.Binding> MESSAGING =
      new Capability<>("MESSAGING", MessagingClaim.Binding.class);
  public static final Capability<CacheClaim.Binding> CACHE =
      new Capability<>("CACHE", CacheClaim.Binding.class);
  public static final Capability<IdentityClaim.Binding> IDENTITY =
      new Capability<>("IDENTITY", IdentityClaim.Binding.class);

  /** The part of Nova that hosts belong to. */
  public static final Capability<CellClaim.Binding> CELL =
      new Capability<>("CELL", CellClaim.Binding.class);

  /** What tells guests about themselves. */
  public static final Capability<MetadataClaim.Binding> METADATA =
      new Capability<>("METADATA", MetadataClaim.Binding.class);

  /** The back end of Neutron. */
  public static final Capability<NetworkClaim.Binding> NETWORK =
      new Capability<>("NETWORK", NetworkClaim.Binding.class);

  /** Volumes that servers are given as disks. */
  public static final Capability<VolumesClaim.Binding> VOLUMES =
      new Capability<>("VOLUMES", VolumesClaim.Binding.class);

  /** Being reached from outside the Kubernetes cluster. */
  public static final Capability<ExposureClaim.Binding> EXPOSURE =
      new Capability<>("EXPOSURE", ExposureClaim.Binding.class);

  @Override
  public String toString() {
    return name;
  }
}
