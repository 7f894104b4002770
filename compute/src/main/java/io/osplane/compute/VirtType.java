package io.osplane.compute;

/** What makes a guest's processor. */
public enum VirtType {
  /** The host's processor. */
  KVM,
  /** A program: slow, and possible everywhere. */
  QEMU
}
