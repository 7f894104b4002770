package io.osplane.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.error.NotReadyException;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A site for tests of acts, waits and probes, without a cluster. It has the objects that a test
 * gives it and keeps what is written; a subclass answers for pods and Services, which nobody
 * reaches here. For one thread.
 */
public class TestSite implements Site, View {
  private static final int LOOKS = 20;
  private final Plane plane;
  private final List<HasMetadata> objects = new ArrayList<>();
  private final Map<String, Map<String, String>> records = new HashMap<>();
  private final List<String> identities = new ArrayList<>();
  private final List<Verdict.NotYet> waits = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  public TestSite(Plane plane) {
    this.plane = plane;
  }

  /** The objects that are seen; a test adds and removes some. */
  public final List<HasMetadata> objects() {
    return objects;
  }

  /** What was recorded, by the record's name. */
  public final Map<String, Map<String, String>> records() {
    return records;
  }

  /** Who the provider said that it is, in order. */
  public final List<String> identities() {
    return identities;
  }

  /** What waits saw that was not enough, in order. */
  public final List<Verdict.NotYet> waits() {
    return waits;
  }

  /** What listeners were told, in order. */
  public final List<String> said() {
    return said;
  }

  /** Lets time pass between two looks of a wait; nothing happens meanwhile. */
  protected void pass() {}

  /**
   * Answers a command in a pod.
   *
   * @throws UnreachableException always, unless a subclass answers
   */
  protected Member.Result exec(String pod, String input, List<String> command) {
    throw nobody("exec in " + pod);
  }

  private static UnreachableException nobody(String tried) {
    return new UnreachableException(tried, "nobody answers", new IOException("nobody"));
  }

  @Override
  public Member member(String pod) {
    return new Member() {
      @Override
      public Result exec(Duration patience, String input, String... command) {
        return TestSite.this.exec(pod, input, List.of(command));
      }

      @Override
      public Answer http(
          String method, int port, String path, Map<String, String> headers, String body) {
        return TestSite.this.http(pod, method, port, path, headers, body);
      }
    };
  }

  /**
   * Answers a request to a Service, or to a pod by its name.
   *
   * @throws UnreachableException always, unless a subclass answers
   */
  @Override
  public Member.Answer http(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      String body) {
    throw nobody(method + " " + service + path);
  }

  /** A request whose text has a character for each byte. */
  @Override
  public Member.Answer upload(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      byte[] body) {
    return http(service, method, port, path, headers, new String(body, ISO_8859_1));
  }

  @Override
  public <B> B binding(Claim<B> claim) {
    throw new IllegalStateException("nobody answers " + claim);
  }

  @Override
  public Plane plane() {
    return plane;
  }

  /** {@code value-of-} and the Secret's name. */
  @Override
  public String reveal(SecretRef ref) {
    return "value-of-" + ref.name();
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
  public void say(String why) {
    said.add(why);
  }

  @Override
  public View view() {
    return this;
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return all(type).stream().filter(o -> o.getMetadata().getName().equals(name)).findFirst();
  }

  @Override
  public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
    return all(type).stream()
        .filter(o -> component.value().equals(o.getMetadata().getLabels().get(Manifests.COMPONENT)))
        .toList();
  }

  @Override
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .sorted(Comparator.comparing(o -> o.getMetadata().getName()))
        .toList();
  }

  /** Looks some twenty times, and lets time {@link #pass} in between. */
  @Override
  public void await(String what, Function<View, Verdict> judge) {
    for (int look = 0; look < LOOKS; look++) {
      Verdict verdict = judge.apply(this);
      if (verdict instanceof Verdict.Met) {
        return;
      }
      if (verdict instanceof Verdict.Failed failed) {
        throw new NotReadyException(what, failed.why(), failed.remedy());
      }
      waits.add((Verdict.NotYet) verdict);
      pass();
    }
    throw new NotReadyException(what, waits.get(waits.size() - 1).why(), "Wait longer");
  }
}
