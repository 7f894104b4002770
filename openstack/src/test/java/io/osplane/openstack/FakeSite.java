package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.error.UnreachableException;
import io.osplane.spi.Claim;
import io.osplane.spi.Member;
import io.osplane.spi.Plane;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A site with given objects and a given HTTP service. */
final class FakeSite implements Site, View {
  /** What answers HTTP requests. */
  interface Http {
    Member.Answer answer(String method, String path, Map<String, String> headers, String body);
  }

  final List<String> requests = new ArrayList<>();
  private final Http http;
  private final List<HasMetadata> objects;

  FakeSite(Http http, HasMetadata... objects) {
    this.http = http;
    this.objects = List.of(objects);
  }

  static Member.Answer unreachable() {
    throw new UnreachableException("GET", "nothing", new ConnectException());
  }

  @Override
  public <B> B binding(Claim<B> claim) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Plane plane() {
    return Given.PLANE;
  }

  @Override
  public View view() {
    return this;
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return objects.stream()
        .filter(o -> type.isInstance(o) && o.getMetadata().getName().equals(name))
        .map(type::cast)
        .findFirst();
  }

  @Override
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
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
    requests.add(method + " " + service + ":" + port + path);
    return http.answer(method, path, headers, body);
  }

  @Override
  public String reveal(SecretRef ref) {
    return "value-of-" + ref.name();
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
  public void await(String what, Function<View, Verdict> judge) {
    throw new UnsupportedOperationException(what);
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
    throw new UnsupportedOperationException(why);
  }
}
