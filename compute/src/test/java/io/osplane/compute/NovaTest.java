package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.SecretRef;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Await;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Capability;
import io.osplane.spi.CellClaim;
import io.osplane.spi.Claim;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class NovaTest {
  private final Nova nova = new Nova();
  private final ApiServiceSpec spec = nova.defaults();

  @Test
  void spec_isThatOfAnApiService() {
    assertThat(nova.kind()).isEqualTo("nova").isEqualTo(spec.kind());
    assertThat(nova.specType()).isEqualTo(ApiServiceSpec.class);
    assertThat(nova.validate(spec, Fixture.PLANE)).isEmpty();
    assertThat(nova.validate(spec.withOption("DEFAULT", "debug", "perhaps"), Fixture.PLANE))
        .isNotEmpty();
  }

  @Test
  void claims_areThoseOfItsRow() {
    assertThat(nova.claims(spec, Fixture.PLANE))
        .extracting(Claim::capability)
        .hasToString("[DATABASE, MESSAGING, CACHE, IDENTITY]");
  }

  @Test
  void provide_ofACell_isItsOwnVirtualHost_andWaitsForTheConductor() {
    Provision<?> cell = nova.provide(CellClaim.of("compute", Fixture.NOVA), spec, Fixture.PLANE);

    assertThat(nova.provides()).containsExactlyInAnyOrder(Capability.CELL, Capability.METADATA);
    assertThat(cell.binding()).isEqualTo(new CellClaim.Binding("nova"));
    Await answers = Fixture.task(cell.tasks(), "cell-compute", Await.class);
    assertThat(answers.grace()).isPresent();
    assertThat(answers.judge().apply(new FakeSite()))
        .isEqualTo(Verdict.notYet("Deployment nova-conductor is not there"));
  }

  @Test
  void provide_ofMetadata_isItsOwnServiceAndSecret_andWaitsForTheServer() {
    Provision<?> metadata = nova.provide(MetadataClaim.of("ovn"), spec, Fixture.PLANE);

    assertThat(metadata.binding())
        .isEqualTo(
            new MetadataClaim.Binding(
                "nova-metadata." + Fixture.PLANE.namespace() + ".svc",
                8775,
                SecretRef.of("nova-metadata", "secret")));
    Await answers = Fixture.task(metadata.tasks(), "metadata-ovn", Await.class);
    assertThat(answers.judge().apply(new FakeSite()))
        .isEqualTo(Verdict.notYet("Deployment nova-metadata is not there"));
  }

  @Test
  void provide_ofAnotherCapability_isRefused() {
    assertThatThrownBy(() -> nova.provide(CacheClaim.of("x"), spec, Fixture.PLANE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CACHE");
  }

  @Test
  void recipe_hasSchemaAndServers() {
    List<Task> tasks = nova.recipe(Fixture.fresh(spec));

    assertThat(tasks).extracting(Task::name).contains("schema", "servers", "ready");
  }

  @Test
  void probe_whereNothingRuns_findsNothingHealthy() {
    assertThat(nova.probe(spec, new FakeSite())).isNotEmpty();
  }
}
