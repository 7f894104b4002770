package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.internal.kube.Pods;
import io.osplane.spi.Claim;
import io.osplane.spi.Member;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What one component may look at. */
class Observer implements Probe {
  private final Situation situation;
  private final Roster roster;
  private final ComponentName component;
  private final Map<Object, Object> kept = new ConcurrentHashMap<>();

  Observer(Situation situation, Roster roster, ComponentName component) {
    this.situation = situation;
    this.roster = roster;
    this.component = component;
  }

  final Situation situation() {
    return situation;
  }

  final ComponentName component() {
    return component;
  }

  @Override
  public Plane plane() {
    return roster.plane();
  }

  @Override
  public <B> B binding(Claim<B> claim) {
    return roster.binding(claim);
  }

  @Override
  public List<Claim<?>> asked() {
    return roster.entry(component).map(roster::asked).orElse(List.of());
  }

  @Override
  public Instant now() {
    return situation.clock().instant();
  }

  @Override
  public View view() {
    return situation.view();
  }

  @Override
  public Member member(String pod) {
    return situation.cluster().pods().member(pod);
  }

  @Override
  public <T> List<T> ask(List<String> pods, BiFunction<String, Member, T> question) {
    return situation.io().ask(pods, pod -> question.apply(pod, member(pod)));
  }

  @Override
  public <T> T kept(Class<T> type, Object key, Supplier<T> first) {
    return type.cast(kept.computeIfAbsent(List.of(type, key), any -> first.get()));
  }

  @Override
  public Member.Answer http(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      String body) {
    Pods pods = situation.cluster().pods();
    return pods.proxy("/services/" + service + ":" + port, method, path, headers, body);
  }

  @Override
  public Member.Answer upload(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      byte[] body) {
    Pods pods = situation.cluster().pods();
    return pods.upload("/services/" + service + ":" + port, method, path, headers, body);
  }

  @Override
  public String reveal(SecretRef ref) {
    return situation.secrets().reveal(ref);
  }

  @Override
  public Map<String, String> record(String name) {
    return situation.state().record(component, name);
  }
}
