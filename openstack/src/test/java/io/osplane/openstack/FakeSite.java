package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.error.UnreachableException;
import io.osplane.spi.Member;
import io.osplane.testkit.TestSite;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A site with given objects and a given HTTP service. */
final class FakeSite extends TestSite {
  /** What answers HTTP requests. */
  interface Http {
    Member.Answer answer(String method, String path, Map<String, String> headers, String body);
  }

  final List<String> requests = new ArrayList<>();
  private final Http http;

  FakeSite(Http http, HasMetadata... objects) {
    super(Given.PLANE);
    this.http = http;
    objects().addAll(List.of(objects));
  }

  static Member.Answer unreachable() {
    throw new UnreachableException("GET", "nothing", new ConnectException());
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
}
