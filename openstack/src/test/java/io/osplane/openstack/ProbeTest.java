package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.Replicas;
import io.osplane.health.Condition;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Await;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {
  private static final ApiServiceSpec SPEC = OpenStack.keystone(2);
  private final Keystone keystone = new Keystone();

  private static Deployment deployment(int ready, long observed) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("keystone")
        .withGeneration(2L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(observed)
        .withReplicas(2)
        .withUpdatedReplicas(2)
        .withReadyReplicas(ready)
        .endStatus()
        .build();
  }

  private static FakeSite.Http answering(int status) {
    return (method, path, headers, body) -> new Answer(status, Map.of(), "");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 201, ReplicasReady, TokenIssued",
    "1, 201, ReplicaLost, TokenIssued",
    "0, 503, ApiDown, ApiDown",
    "2, 500, ReplicasReady, ApiDown",
    "2, 401, ReplicasReady, TokenRefused"
  })
  void probe_ofKeystone_tellsWhatIsSeen(int ready, int status, String pods, String token) {
    FakeSite site = new FakeSite(answering(status), deployment(ready, 2));
    assertThat(keystone.probe(SPEC, site)).extracting(Condition::code).containsExactly(pods, token);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, ReplicasReady, 2 of 2",
    "1, 1, ReplicaLost, 1 of 2",
    "3, 2, ReplicaLost, 2 of 3"
  })
  void probe_ofARange_countsWhatTheAutoscalerChose(int min, int ready, String code, String seen) {
    ApiServiceSpec spec = SPEC.withReplicas(Replicas.between(min, 6));
    FakeSite site = new FakeSite(answering(201), deployment(ready, 2));

    assertThat(keystone.probe(spec, site).get(0))
        .satisfies(c -> assertThat(c.code()).isEqualTo(code))
        .satisfies(c -> assertThat(c.message()).contains(seen));
  }

  @Test
  void ready_ofARange_whenAnAutoscalerScaled_asksForAsManyAsItChose() {
    ApiServiceSpec spec = SPEC.withReplicas(Replicas.between(1, 6));
    Await await = Given.task(keystone.recipe(Given.fresh(spec)), Await.class, "ready");

    assertThat(await.judge().apply(new FakeSite(answering(200), deployment(2, 2))))
        .isEqualTo(Verdict.met());
    assertThat(await.judge().apply(new FakeSite(answering(200), deployment(1, 2))))
        .isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void probe_whenNothingAnswers_doesNotCallItDown() {
    FakeSite site = new FakeSite((m, p, h, b) -> FakeSite.unreachable(), deployment(2, 2));
    assertThat(keystone.probe(SPEC, site))
        .extracting(Condition::code)
        .containsExactly("ReplicasReady", "ApiUnreachable");
  }

  @ParameterizedTest
  @CsvSource({"2, 2, true", "1, 2, false", "2, 1, false"})
  void ready_always_asksForAllPodsOfTheLastGeneration(int ready, long observed, boolean met) {
    Await await = Given.task(keystone.recipe(Given.fresh(SPEC)), Await.class, "ready");
    FakeSite site = new FakeSite(answering(200), deployment(ready, observed));
    assertThat(await.judge().apply(site) instanceof Verdict.Met).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"201, true", "401, false", "503, false"})
  void token_always_asksForARealOne(int status, boolean met) {
    Await await = Given.task(keystone.recipe(Given.fresh(SPEC)), Await.class, "token");
    FakeSite site = new FakeSite(answering(status));
    assertThat(await.judge().apply(site) instanceof Verdict.Met).isEqualTo(met);
    assertThat(site.requests).containsExactly("POST keystone:5000/v3/auth/tokens");
  }

  @ParameterizedTest
  @CsvSource({"2, ReplicasReady", "1, ReplicaLost", "0, CacheDown"})
  void probe_ofMemcached_countsServers(int ready, String code) {
    FakeSite site =
        new FakeSite(
            answering(200),
            new StatefulSetBuilder()
                .withNewMetadata()
                .withName("memcached")
                .endMetadata()
                .withNewStatus()
                .withReadyReplicas(ready)
                .endStatus()
                .build());
    assertThat(new Memcached().probe(MemcachedSpec.of(2), site))
        .extracting(Condition::code)
        .containsExactly(code);
  }
}
