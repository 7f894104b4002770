package io.osplane.galera;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvideTest {
  private static final Plane PLANE =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);
  private static final DatabaseClaim NOVA = DatabaseClaim.of("nova").with(List.of("nova_api"));

  private static Provision<?> provide(DatabaseClaim claim) {
    return new Galera().provide(claim, GaleraSpec.of(3), PLANE);
  }

  @Test
  void claim_ofTheFirstEpoch_isAnsweredByAnAccountLikeTheDatabase() {
    assertThat(provide(NOVA).binding())
        .isEqualTo(
            new DatabaseClaim.Binding(
                "galera", 3306, "nova", "nova", SecretRef.of("galera-nova", "password")));
    assertThat(provide(NOVA).tasks())
        .extracting(Task::name)
        .containsExactly("galera-nova", "database-nova");
  }

  @Test
  void claim_ofALaterEpoch_hasAnotherAccountOfTheSameDatabases() {
    Provision<?> second = provide(NOVA.withEpoch(2));
    DatabaseClaim.Binding binding = (DatabaseClaim.Binding) second.binding();

    assertThat(binding.url("nova_api"))
        .isEqualTo(
            "mysql+pymysql://nova.2:${secret:galera-nova.2/password@2|url}@galera:3306/nova_api"
                + "?charset=utf8");
    assertThat(binding.database()).isEqualTo("nova");
    assertThat(second.tasks())
        .extracting(Task::name)
        .containsExactly("galera-nova.2", "database-nova.2");
    assertThat(second.retirement()).extracting(Task::name).containsExactly("retire-nova.2");
  }

  /** An instance of Nova may be called nova-2. */
  @Test
  void account_ofALaterEpoch_isNoOtherClaims() {
    assertThat(provide(DatabaseClaim.of("nova_2")).tasks())
        .extracting(Task::name)
        .doesNotContainAnyElementsOf(
            provide(NOVA.withEpoch(2)).tasks().stream().map(Task::name).toList());
    assertThat(DatabaseClaim.of("nova_2").account()).isNotEqualTo(NOVA.withEpoch(2).account());
  }
}
