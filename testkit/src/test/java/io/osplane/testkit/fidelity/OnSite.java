package io.osplane.testkit.fidelity;

/** Scenarios have a namespace of their own. */
interface OnSite {
  Site site();
}
