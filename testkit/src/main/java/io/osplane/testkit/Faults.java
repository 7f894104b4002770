package io.osplane.testkit;

/**
 * What can go wrong in a simulated cluster on demand.
 *
 * <p>A verb is one of RBAC's ({@code get}, {@code list}, {@code watch}, {@code create}, {@code
 * update}, {@code patch}, {@code delete}, {@code deletecollection}), a resource a plural name, with
 * {@code /SUBRESOURCE} if it has one; {@code *} stands for any. The first rule that matches counts.
 * Thread-safe.
 */
public interface Faults {

  /** The next requests that match get this HTTP status instead of being done. */
  void answer(int code, int times, String verb, String resource);

  /** The next requests that match are not done and get no answer; their connections stay open. */
  void hang(int times, String verb, String resource);

  /** The next requests that match are not done and their connections are closed. */
  void drop(int times, String verb, String resource);

  /** The next requests that match are done, but their connections are closed without an answer. */
  void loseAnswer(int times, String verb, String resource);

  /** Ends every watch that is open. */
  void dropWatches();

  /** Forgets the history: watches and continued lists from earlier revisions get 410. */
  void expireHistory();

  /** From now on the token gets 401. */
  void expireToken(String token);

  /** Creating these objects is refused, for controllers too, until {@link #clear}. */
  void exhaustQuota(String resource);

  /** Images whose reference contains this text cannot be pulled. */
  void breakImage(String part);

  void repairImage(String part);

  /** Takes back every fault but expired tokens. */
  void clear();
}
