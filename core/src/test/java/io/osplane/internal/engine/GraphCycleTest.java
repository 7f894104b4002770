package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.error.InvalidSpecException;
import io.osplane.spi.Capability;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphCycleTest {
  private static final DatabaseClaim DATABASE = DatabaseClaim.of("users");
  private static final IdentityClaim IDENTITY = IdentityClaim.of("images");

  @Test
  void cycle_ofTasks_isAViolationThatNamesThem() {
    TestComponent loop =
        TestComponent.of("a")
            .recipe(
                Given.act("one", Needs.tasks("two")),
                Given.act("two", Needs.tasks("three")),
                Given.act("three", Needs.tasks("one")),
                Given.act("after", Needs.tasks("one")));

    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> Given.graph(loop))
        .satisfies(
            e ->
                assertThat(e.violations())
                    .singleElement()
                    .satisfies(
                        v ->
                            assertThat(v.problem())
                                .contains("a/one", "a/two", "a/three")
                                .doesNotContain("a/after")));
  }

  @Test
  void cycle_ofServingClaimsBetweenTwo_isAViolationThatNamesBoth() {
    TestComponent left =
        TestComponent.of("left")
            .provides(Capability.DATABASE, c -> answering(Given.serving("give", IDENTITY)))
            .claims(IDENTITY);
    TestComponent right =
        TestComponent.of("right")
            .provides(Capability.IDENTITY, c -> answering(Given.serving("give", DATABASE)))
            .claims(DATABASE);

    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> Given.graph(left, right))
        .withMessageContaining("left/give → right/give → left/give");
  }

  @Test
  void task_whenItNeedsItself_isACycle() {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(
            () -> Given.graph(TestComponent.of("a").recipe(Given.act("me", Needs.tasks("me")))))
        .withMessageContaining("a/me → a/me");
  }

  @Test
  void need_whenNoTaskHasThatName_isTold() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () -> Given.graph(TestComponent.of("a").recipe(Given.act("go", Needs.tasks("gone")))))
        .withMessageContainingAll("a/go", "a/gone");
  }

  private static Provision<?> answering(Task... tasks) {
    return new Provision<>("", List.of(tasks));
  }
}
