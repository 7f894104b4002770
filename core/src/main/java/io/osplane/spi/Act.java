package io.osplane.spi;

import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An idempotent action on the outside that runs once per key.
 *
 * @param name the task's name
 * @param phase when
 * @param needs what must be done before; the identities of the claims' providers join the key
 * @param summary what it does, in a few words
 * @param key what tells one run from another
 * @param undo how it can be taken back
 * @param action what is done
 */
public record Act(
    String name,
    Phase phase,
    Needs needs,
    String summary,
    Map<String, String> key,
    Undo undo,
    Action action)
    implements Task {

  /** What an {@link Act} does; it holds no state. */
  public interface Action {
    /** Whether it is already so; asked right before acting, and by {@code plan(VERIFY)}. */
    boolean isSo(Probe probe);

    /**
     * Makes it so; harmless if it is so already.
     *
     * @throws InterruptedException when the operation is cancelled
     * @throws io.osplane.error.OsplaneException if it cannot be done, with a remedy
     */
    void makeSo(Site site) throws InterruptedException;
  }

  public Act {
    key = Collections.unmodifiableMap(new TreeMap<>(key));
  }

  /** What is done last, after every consumer followed, and can be taken back by applying again. */
  public static Act retiring(String name, String summary, Map<String, String> key, Action action) {
    return new Act(name, Phase.CONTRACT, Needs.none(), summary, key, Undo.REAPPLY, action);
  }

  /** An additive action that can be taken back by applying the former spec. */
  public static Act of(
      String name, Needs needs, String summary, Map<String, String> key, Action action) {
    return new Act(name, Phase.EXPAND, needs, summary, key, Undo.REAPPLY, action);
  }
}
