package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.error.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RevisionTest {
  private static final Revision REVISION =
      new Revision(
          3, "deploy", 2, "release: '2025.1'\n", List.of("v1/Secret/b", "v1/Secret/a=u"), true);

  @Test
  void data_whenReadBack_givesAnEqualRevision() {
    assertThat(Revision.of("osplane-revision-3", REVISION.toData())).isEqualTo(REVISION);
  }

  @Property(tries = 200)
  void data_ofAnyRevision_whenReadBack_givesAnEqualRevision(
      @ForAll @IntRange(min = 1) int number,
      @ForAll @IntRange(min = 1) int life,
      @ForAll String spec,
      @ForAll @Size(max = 9) List<@AlphaChars @StringLength(min = 1, max = 9) String> names,
      @ForAll boolean done) {
    List<String> inventory = names.stream().map(n -> "apps/v1/StatefulSet/" + n + "=u-1").toList();
    Revision revision = new Revision(number, "edit", life, spec, inventory, done);

    assertThat(Revision.of(Revision.PREFIX + number, revision.toData())).isEqualTo(revision);
  }

  @Test
  void data_whenANewerOsplaneWroteIt_isRefusedWithBothNumbers() {
    Map<String, String> data = new HashMap<>(REVISION.toData());
    data.put("renderer", Revision.RENDERER + 1 + "");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Revision.of("osplane-revision-3", data))
        .withMessageContainingAll("osplane-revision-3", "renderer " + (Revision.RENDERER + 1));
  }

  @Test
  void data_whenAnOlderOsplaneWroteIt_isRead() {
    Map<String, String> data = new HashMap<>(REVISION.toData());
    data.put("renderer", "0");

    assertThat(Revision.of("osplane-revision-3", data)).isEqualTo(REVISION);
  }

  @Test
  void data_whenItHasNothing_isAnUnfinishedRevisionOfTheFirstLife() {
    assertThat(Revision.of("osplane-revision-7", Map.of()))
        .isEqualTo(new Revision(7, "", 1, "", List.of(), false));
  }

  @Test
  void inventory_whateverTheOrderGiven_isSorted() {
    assertThat(REVISION.inventory()).containsExactly("v1/Secret/a=u", "v1/Secret/b");
  }

  @Test
  void removal_isARevisionWithoutASpec() {
    assertThat(REVISION.isRemoval()).isFalse();
    assertThat(new Revision(4, "remove", 2, "", List.of(), true).isRemoval()).isTrue();
  }

  @Test
  void inventory_whenReplaced_leavesTheRest() {
    assertThat(REVISION.with(List.of("v1/Pod/x"), false))
        .isEqualTo(new Revision(3, "deploy", 2, REVISION.spec(), List.of("v1/Pod/x"), false));
  }
}
