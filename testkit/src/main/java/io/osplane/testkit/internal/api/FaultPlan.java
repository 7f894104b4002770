package io.osplane.testkit.internal.api;

import io.osplane.testkit.Faults;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults that were asked for; all state is under the cluster's lock. */
public final class FaultPlan implements Faults {
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> quotas = new HashSet<>();
  private final Set<String> images = new HashSet<>();
  private final EventLoop loop;
  private final Store store;
  private final Tokens tokens;
  private final Watches watches;

  /** What happens to a request. */
  enum Effect {
    ANSWER,
    HANG,
    DROP,
    LOSE_ANSWER
  }

  /** A rule with the number of requests that it still applies to. */
  private static final class Rule {
    private final Effect effect;
    private final int code;
    private final String verb;
    private final String resource;
    private int left;

    Rule(Effect effect, int code, int times, String verb, String resource) {
      this.effect = effect;
      this.code = code;
      this.left = times;
      this.verb = verb;
      this.resource = resource;
    }

    boolean matches(ApiRequest request) {
      return Set.of("*", request.verb()).contains(verb)
          && (resource.equals("*") || request.fullResource().equals(resource));
    }
  }

  /** The effect of a rule, with the status for an answer. */
  record Fault(Effect effect, int code) {}

  public FaultPlan(EventLoop loop, Store store, Tokens tokens, Watches watches) {
    this.loop = loop;
    this.store = store;
    this.tokens = tokens;
    this.watches = watches;
  }

  @Nullable Fault take(ApiRequest request) {
    for (Iterator<Rule> i = rules.iterator(); i.hasNext(); ) {
      Rule rule = i.next();
      if (rule.matches(request)) {
        rule.left--;
        if (rule.left == 0) {
          i.remove();
        }
        return new Fault(rule.effect, rule.code);
      }
    }
    return null;
  }

  /** Whether the quota forbids objects of this kind. */
  public boolean exhausted(Kind kind) {
    return quotas.contains(kind.plural());
  }

  public boolean broken(String image) {
    return images.stream().anyMatch(image::contains);
  }

  private void add(Effect effect, int code, int times, String verb, String resource) {
    loop.run(() -> rules.add(new Rule(effect, code, times, verb, resource)));
  }

  @Override
  public void answer(int code, int times, String verb, String resource) {
    add(Effect.ANSWER, code, times, verb, resource);
  }

  @Override
  public void hang(int times, String verb, String resource) {
    add(Effect.HANG, 0, times, verb, resource);
  }

  @Override
  public void drop(int times, String verb, String resource) {
    add(Effect.DROP, 0, times, verb, resource);
  }

  @Override
  public void loseAnswer(int times, String verb, String resource) {
    add(Effect.LOSE_ANSWER, 0, times, verb, resource);
  }

  @Override
  public void dropWatches() {
    loop.run(watches::dropAll);
  }

  @Override
  public void expireHistory() {
    loop.run(store::compact);
  }

  @Override
  public void expireToken(String token) {
    loop.run(() -> tokens.expire(token));
  }

  @Override
  public void exhaustQuota(String resource) {
    loop.run(() -> quotas.add(resource));
  }

  @Override
  public void breakImage(String part) {
    loop.run(() -> images.add(part));
  }

  @Override
  public void repairImage(String part) {
    loop.run(() -> images.remove(part));
  }

  @Override
  public void clear() {
    loop.run(
        () -> {
          rules.clear();
          quotas.clear();
          images.clear();
        });
  }
}
