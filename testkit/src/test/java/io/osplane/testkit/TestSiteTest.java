package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.osplane.ComponentName;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.error.NotReadyException;
import io.osplane.error.UnreachableException;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSiteTest {
  private static final Plane PLANE =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);
  private final TestSite site =
      new TestSite(PLANE) {
        @Override
        protected void pass() {
          objects().add(map("later-" + objects().size(), "own"));
        }
      };

  private static ConfigMap map(String name, String component) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of(Manifests.COMPONENT, component))
        .endMetadata()
        .build();
  }

  private static Verdict atLeast(int number, View view) {
    int seen = view.all(ConfigMap.class).size();
    return seen < number ? Verdict.notYet(seen + " are there") : Verdict.met();
  }

  @Test
  void await_looksAgainAfterTimePassed_andKeepsWhatItSaw() {
    site.await("two", view -> atLeast(2, view));

    assertThat(site.waits())
        .extracting(Verdict.NotYet::why)
        .containsExactly("0 are there", "1 are there");
  }

  @Test
  void await_ofWhatNeverComes_endsWithWhatItSawLast() {
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> site.await("a hundred", view -> atLeast(100, view)))
        .withMessageContaining("a hundred")
        .withMessageContaining("are there");
  }

  @Test
  void await_ofWhatFailed_saysWhy_andLooksNoMore() {
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> site.await("it", view -> new Verdict.Failed("it burnt", "Build anew")))
        .withMessageContaining("it burnt");
    assertThat(site.waits()).isEmpty();
  }

  @Test
  void view_ofAComponent_hasItsObjectsByName() {
    site.objects().addAll(List.of(map("b", "own"), map("a", "own"), map("c", "other")));

    assertThat(site.of(ConfigMap.class, ComponentName.of("own")))
        .extracting(o -> o.getMetadata().getName())
        .containsExactly("a", "b");
    assertThat(site.find(ConfigMap.class, "c")).isPresent();
    assertThat(site.find(ConfigMap.class, "d")).isEmpty();
  }

  @Test
  void podsServicesAndClaims_thatNobodyAnswersFor_sayWhatWasAsked() {
    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> site.member("own-0").http("GET", 80, "/health", Map.of(), ""))
        .withMessageContaining("GET own-0/health");
    assertThatIllegalStateException()
        .isThrownBy(() -> site.binding(CacheClaim.of("own")))
        .withMessageContaining("CacheClaim");
  }
}
