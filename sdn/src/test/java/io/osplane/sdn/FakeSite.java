package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.error.UnreachableException;
import io.osplane.spi.Claim;
import io.osplane.spi.Manifests;
import io.osplane.spi.Member;
import io.osplane.spi.Plane;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A site whose pods answer what a test says, and that remembers what it was asked. */
final class FakeSite implements Site, View {
  /** A script's arguments in a pod. */
  record Call(String pod, List<String> words) {}

  final Map<String, Function<Call, Member.Result>> pods = new TreeMap<>();
  final List<Call> calls = new ArrayList<>();
  final Map<String, Map<String, String>> records = new HashMap<>();
  final List<String> identities = new ArrayList<>();
  final List<HasMetadata> objects = new ArrayList<>();

  static Member.Result says(String text) {
    return new Member.Result(0, text, "");
  }

  /** The orders that were given, reports left out, as {@code pod word}. */
  List<String> orders() {
    return calls.stream()
        .filter(c -> !c.words().get(0).equals("report") && !c.words().get(0).equals("status"))
        .map(c -> c.pod() + " " + c.words().get(0))
        .toList();
  }

  @Override
  public Member member(String pod) {
    return new Member() {
      @Override
      public Result exec(Duration patience, String input, String... command) {
        Call call = new Call(pod, List.of(command).subList(2, command.length));
        calls.add(call);
        return pods.getOrDefault(pod, FakeSite::unreachable).apply(call);
      }

      @Override
      public Answer http(
          String method, int port, String path, Map<String, String> headers, String body) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static Member.Result unreachable(Call call) {
    throw new UnreachableException("exec in " + call.pod(), "no pod", new IOException("no pod"));
  }

  @Override
  public <B> B binding(Claim<B> claim) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Plane plane() {
    return Fixture.PLANE;
  }

  @Override
  public String reveal(SecretRef ref) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, String> record(String name) {
    return records.getOrDefault(name, Map.of());
  }

  @Override
  public void record(String name, Map<String, String> content) {
    records.put(name, content);
  }

  @Override
  public void identity(String identity) {
    identities.add(identity);
  }

  @Override
  public void say(String why) {}

  @Override
  public View view() {
    return this;
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return objects.stream()
        .filter(type::isInstance)
        .filter(o -> o.getMetadata().getName().equals(name))
        .map(type::cast)
        .findFirst();
  }

  @Override
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
    return objects.stream()
        .filter(type::isInstance)
        .filter(o -> component.value().equals(o.getMetadata().getLabels().get(Manifests.COMPONENT)))
        .map(type::cast)
        .toList();
  }

  @Override
  public void await(String what, Function<View, Verdict> judge) {
    if (!(judge.apply(this) instanceof Verdict.Met)) {
      throw new IllegalStateException("would wait for " + what);
    }
  }

  @Override
  public Member.Answer upload(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      byte[] body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Member.Answer http(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      String body) {
    throw new UnsupportedOperationException();
  }
}
