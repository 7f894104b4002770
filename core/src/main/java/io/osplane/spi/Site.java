package io.osplane.spi;

import java.util.Map;
import java.util.function.Function;

/** What an {@link Act} works with: everything a probe sees, and the means to wait and to record. */
public interface Site extends Probe {
  /**
   * Waits until the verdict on what is seen is {@code Met}; judged anew whenever an object changes.
   *
   * @param what what is waited for, for a person
   * @throws io.osplane.error.NotReadyException if it failed or patience ended without progress
   * @throws InterruptedException when the operation is cancelled
   */
  void await(String what, Function<View, Verdict> judge) throws InterruptedException;

  /**
   * Writes a record of this component, only while this caller holds the control plane.
   *
   * @throws io.osplane.error.LeaseLostException if the hold was lost
   */
  void record(String name, Map<String, String> content);

  /**
   * Says who this provider is, for example the UUID of a database cluster: receipts of its
   * consumers for another identity are void.
   */
  void identity(String identity);

  /** Tells listeners what it is waiting for. */
  void say(String why);
}
