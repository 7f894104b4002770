package io.osplane.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.osplane.plan.FieldChange;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCodecTest {
  @Test
  void plan_withEverything_whenReadBack_isEqual() {
    assertThat(Plan.fromJson(Plans.whole().toJson())).isEqualTo(Plans.whole());
  }

  @Test
  void plan_withNothing_whenReadBack_isEqual() {
    assertThat(Plan.fromJson(Plans.empty().toJson())).isEqualTo(Plans.empty());
  }

  @Property(tries = 100)
  void plan_ofAnyContent_whenReadBack_isEqual(@ForAll("plans") Plan plan) {
    assertThat(Plan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  @Test
  void plan_whenReadBack_isDescribedTheSame() {
    assertThat(Plan.fromJson(Plans.whole().toJson()).describe())
        .isEqualTo(Plans.whole().describe());
  }

  @Test
  void json_hasItsFormat() {
    assertThat(Plans.whole().toJson()).contains("\"format\" : 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "no json",
        "{}",
        "{\"format\":2,\"plan\":{}}",
        "{\"format\":1}",
        "{\"format\":1,\"plan\":null}",
        "{\"format\":1,\"plan\":{}}",
        "{\"format\":1,\"plan\":[]}",
        "{\"format\":1,\"plan\":{\"steps\":[],\"unheardOf\":1}}",
        "{\"format\":1,\"plan\":{\"steps\":[{\"phase\":\"LATER\"}]}}",
        "{\"format\":1,\"plan\":{\"verb\":\"deploy\",\"steps\":[],\"left\":[]}}",
      })
  void text_whenItIsNoPlan_isAnIllegalArgument(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.fromJson(text))
        .withMessageStartingWith("no plan");
  }

  @Test
  void text_whenAFieldIsMissing_namesIt() {
    String whole = Plans.empty().toJson();
    String text = whole.replaceFirst("\"namespace\"\\s*:\\s*\"[^\"]*\",", "");

    assertThat(text).isNotEqualTo(whole);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.fromJson(text))
        .withMessageStartingWith("no plan")
        .withMessageContaining("'namespace'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.fromJson("{\"format\":1,\"plan\":{\"verb\":\"deploy\"}}"))
        .withMessageStartingWith("no plan")
        .withMessageContaining("'server'");
  }

  @Test
  void text_whenSomethingFollowsThePlan_isNoPlan() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.fromJson(Plans.empty().toJson() + Plans.whole().toJson()))
        .withMessageStartingWith("no plan");
  }

  @Test
  void plan_thatLeavesFieldsAndAcknowledgesWarnings_whenReadBack_isEqual() {
    Plan plan = Plans.whole().acknowledging(Plans.acknowledged()).leaving(Plans.left());

    assertThat(Plan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  @Provide
  Arbitrary<Plan> plans() {
    return Combinators.combine(text(), text(), steps().list().ofMaxSize(3), text())
        .as((verb, server, steps, print) -> new Plan(verb, server, "ns", "prod", steps, print));
  }

  private static Arbitrary<Step> steps() {
    return Combinators.combine(
            text(),
            Arbitraries.of(Phase.class),
            text(),
            Arbitraries.of(Impact.class),
            Arbitraries.of(Undo.class),
            text().list().ofMaxSize(3),
            text(),
            changes().list().ofMaxSize(3))
        .as(
            (id, phase, summary, impact, undo, after, key, changes) ->
                new Step(id, phase, summary, summary, impact, undo, after, key, changes));
  }

  private static Arbitrary<ObjectChange> changes() {
    Arbitrary<List<FieldChange>> fields =
        Combinators.combine(text(), text(), text(), text())
            .as(FieldChange::new)
            .list()
            .ofMaxSize(2);
    return Combinators.combine(Arbitraries.of(ObjectChange.Action.class), text(), text(), fields)
        .as(ObjectChange::new);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().excludeChars('\ufffe', '\uffff').ofMaxLength(12);
  }
}
