package io.osplane.compute;

import io.osplane.spi.Claim;
import io.osplane.spi.Member;
import io.osplane.testkit.TestSite;
import java.util.Map;

/** A site with a cloud and with given objects; time goes by in the cloud while it waits. */
final class FakeSite extends TestSite {
  /** Answers a request. */
  interface Back {
    Member.Answer answer(
        String service, String method, String path, Map<String, String> headers, String body);
  }

  final FakeCloud cloud = new FakeCloud();

  /** Who answers requests; the cloud, unless a test says another. */
  Back back = cloud::answer;

  FakeSite() {
    super(Fixture.PLANE);
  }

  @Override
  public <B> B binding(Claim<B> claim) {
    return claim.capability().binding().cast(Fixture.bind(claim));
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
  protected void pass() {
    cloud.turn();
  }
}
