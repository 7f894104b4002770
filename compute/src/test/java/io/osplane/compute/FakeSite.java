package io.osplane.compute;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.error.NotReadyException;
import io.osplane.spi.Claim;
import io.osplane.spi.Manifests;
import io.osplane.spi.Member;
import io.osplane.spi.Plane;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A site with a cloud and with given objects; time goes by in the cloud while it waits. */
final class FakeSite implements Site, View {
  /** Answers a request. */
  interface Back {
    Member.Answer answer(
        String service, String method, String path, Map<String, String> headers, String body);
  }

  private static final int TURNS = 20;
  final FakeCloud cloud = new FakeCloud();

  /** Who answers requests; the cloud, unless a test says another. */
  Back back = cloud::answer;

  final List<HasMetadata> objects = new ArrayList<>();
  final List<Verdict.NotYet> waits = new ArrayList<>();
  final List<String> said = new ArrayList<>();

  @Override
  public <B> B binding(Claim<B> claim) {
    return claim.capability().binding().cast(Fixture.bind(claim));
  }

  @Override
  public String reveal(SecretRef ref) {
    return "value-of-" + ref.name();
  }

  @Override
  public Member.Answer upload(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      byte[] body) {
    return back.answer(service, method, path, headers, new String(body, ISO_8859_1));
  }

  @Override
  public Member.Answer http(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      String body) {
    return back.answer(service, method, path, headers, body);
  }

  @Override
  public void await(String what, Function<View, Verdict> judge) {
    for (int i = 0; i < TURNS; i++) {
      Verdict verdict = judge.apply(this);
      if (verdict instanceof Verdict.Failed failed) {
        throw new NotReadyException(what, failed.why(), failed.remedy());
      }
      if (!(verdict instanceof Verdict.NotYet notYet)) {
        return;
      }
      waits.add(notYet);
      cloud.turn();
    }
    throw new NotReadyException(what, "nothing of the kind", "Wait longer");
  }

  @Override
  public Plane plane() {
    return Fixture.PLANE;
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
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
    return all(type).stream()
        .filter(o -> component.value().equals(o.getMetadata().getLabels().get(Manifests.COMPONENT)))
        .toList();
  }

  @Override
  public Member member(String pod) {
    throw new UnsupportedOperationException(pod);
  }

  @Override
  public Map<String, String> record(String name) {
    return Map.of();
  }

  @Override
  public void record(String name, Map<String, String> content) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public void identity(String identity) {
    throw new UnsupportedOperationException(identity);
  }

  @Override
  public void say(String why) {
    said.add(why);
  }
}
