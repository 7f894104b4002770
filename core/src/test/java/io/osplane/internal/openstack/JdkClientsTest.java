package io.osplane.internal.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.core.transport.Config;

/** Many clouds in one JVM. */
class JdkClientsTest {
  private static final int CLOUDS = 50;

  @Test
  void client_isShared_whileSettingsAreEqual() {
    JdkClients clients = new JdkClients();
    ClientSettings settings = ClientSettings.of(Config.newConfig().withConnectionTimeout(5));
    ClientSettings equal = ClientSettings.of(Config.newConfig().withConnectionTimeout(5));
    ClientSettings other = ClientSettings.of(Config.newConfig().withConnectionTimeout(6));
    assertThat(clients.of(equal)).isSameAs(clients.of(settings));
    assertThat(clients.of(other)).isNotSameAs(clients.of(settings));
  }

  @Test
  void noThread_isLeft_whenCloudsOfEqualSettingsAreGone() throws Exception {
    Set<Thread> before = connectorThreads();
    for (int i = 0; i < CLOUDS; i++) {
      openAndClose(Config.newConfig().withConnectionTimeout(1234));
    }
    assertAllEnd(connectorThreads(), before);
  }

  @Test
  void noThread_isLeft_whenCloudsOfDifferentSettingsAreGone() throws Exception {
    Set<Thread> before = connectorThreads();
    for (int i = 0; i < CLOUDS; i++) {
      SSLContext ofThisCloud = SSLContext.getInstance("TLS");
      ofThisCloud.init(null, null, null);
      openAndClose(Config.newConfig().withSSLContext(ofThisCloud));
    }
    assertAllEnd(connectorThreads(), before);
  }

  @Test
  void tokens_stayApart_whenTwoCloudsAreUsedAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    try (FakeCloud one = FakeCloud.named("one");
        FakeCloud two = FakeCloud.named("two")) {
      List<Future<?>> users = new ArrayList<>();
      for (FakeCloud cloud : List.of(one, two)) {
        users.add(threads.submit(() -> useOften(cloud, together)));
      }
      for (Future<?> user : users) {
        user.get(1, TimeUnit.MINUTES);
      }
      assertThat(one.received()).hasSize(20).allMatch(each -> each.token().equals("one-1"));
      assertThat(two.received()).hasSize(20).allMatch(each -> each.token().equals("two-1"));
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void useOften(FakeCloud cloud, CyclicBarrier together) throws Exception {
    cloud.on("/v3/services", 200, "{\"services\": []}");
    OSClientV3 client = cloud.authenticate();
    for (int i = 0; i < 20; i++) {
      together.await(1, TimeUnit.MINUTES);
      client.identity().serviceEndpoints().list();
    }
    return null;
  }

  private static void openAndClose(Config config) {
    try (FakeCloud cloud = FakeCloud.named("token")) {
      cloud.on("/v3/services", 200, "{\"services\": []}");
      assertThat(cloud.authenticate(config).identity().serviceEndpoints().list()).isEmpty();
    }
  }

  private static void assertAllEnd(Set<Thread> after, Set<Thread> before) throws Exception {
    Set<Thread> left = new HashSet<>(after);
    left.removeAll(before);
    assertThat(left).isNotEmpty();
    for (int i = 0; i < 100 && left.stream().anyMatch(Thread::isAlive); i++) {
      System.gc();
      left.removeIf(thread -> !thread.isAlive());
      if (!left.isEmpty()) {
        left.iterator().next().join(500);
      }
    }
    assertThat(left).noneMatch(Thread::isAlive);
  }

  private static Set<Thread> connectorThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(
        thread ->
            !thread.getName().startsWith("HttpClient-")
                && !thread.getName().startsWith("osplane-openstack"));
    return threads;
  }
}
