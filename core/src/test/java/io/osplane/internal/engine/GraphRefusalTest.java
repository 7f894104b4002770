package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.osplane.error.InvalidSpecException;
import io.osplane.plan.Phase;
import io.osplane.spi.Act;
import io.osplane.spi.Capability;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Provision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphRefusalTest {
  @Test
  void contract_whenTwoClaimOfEachOtherByAddress_isNoCycle() {
    TestComponent left =
        TestComponent.of("left")
            .provides(Capability.DATABASE, c -> new Provision<>("", List.of()))
            .claims(IdentityClaim.of("x"))
            .recipe(Given.act("contract", Phase.CONTRACT, Needs.none()));
    TestComponent right =
        TestComponent.of("right")
            .provides(Capability.IDENTITY, c -> new Provision<>("", List.of()))
            .claims(DatabaseClaim.of("x"))
            .recipe(Given.act("contract", Phase.CONTRACT, Needs.none()));

    assertThat(Given.graph(left, right)).hasSize(2);
  }

  @Test
  void tasks_whenTwoHaveOneName_areNotMerged() {
    Act first = Given.act("sync", Needs.none());
    Act second =
        new Act(
            "sync",
            Phase.EXPAND,
            Needs.none(),
            "another",
            Map.of("k", "v"),
            first.undo(),
            first.action());

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> Given.graph(TestComponent.of("a").recipe(first, second)));
  }

  @Test
  void claim_whenNotDeclared_isNamed() {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                Given.graph(
                    TestComponent.of("a").recipe(Given.serving("go", DatabaseClaim.of("users")))))
        .withMessageContaining("users");
  }

  @Test
  void cycleText_isForAddressedClaims_notAdvisedToUseAddresses() {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(
            () -> Given.graph(TestComponent.of("a").recipe(Given.act("me", Needs.tasks("me")))))
        .withMessageNotContaining("binding's address");
  }
}
