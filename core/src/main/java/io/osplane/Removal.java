package io.osplane;

/** The removal of a cloud, with or without its data. */
public interface Removal extends Operation {
  /**
   * A removal that also deletes, for good, what {@link ControlPlane#remove()} keeps: volumes,
   * Secrets with generated values, and the state records. Its plan names each of them. Only what
   * has the control plane's label goes; Secrets that a {@link Credential} refers to stay.
   *
   * <p>A deployment after it begins anew, with new passwords. What becomes of the storage behind a
   * volume is said by the reclaim policy of its StorageClass.
   */
  Removal withData();
}
