package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.SecretRef;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Capability;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Generate;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Provision;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final DatabaseClaim DATABASE = DatabaseClaim.of("users");
  private static final IdentityClaim IDENTITY = IdentityClaim.of("images");

  @Test
  void task_whenItNamesAnother_comesAfterIt() {
    List<Node> nodes =
        Given.graph(
            TestComponent.of("a")
                .recipe(Given.act("first", Needs.tasks("second")), Given.act("second", none())));

    assertThat(ids(nodes)).containsExactly("a/second", "a/first");
    assertThat(node(nodes, "a/first").needs()).containsExactly("a/second");
  }

  @Test
  void task_whenAClaimMustBeServing_comesAfterTheProvidersTasksForIt() {
    List<Node> nodes = Given.graph(database(), identity().recipe(Given.serving("aaa", DATABASE)));

    assertThat(node(nodes, "identity/aaa").needs()).containsExactly("zdb/account-users");
    assertThat(ids(nodes)).containsSubsequence("zdb/boot", "zdb/account-users", "identity/aaa");
  }

  @Test
  void task_whenAClaimMustBeServing_hasTheProviderInItsKey() {
    List<Node> nodes = Given.graph(database(), identity().recipe(Given.serving("aaa", DATABASE)));

    assertThat(node(nodes, "identity/aaa").providers()).hasToString("[zdb]");
    assertThat(node(nodes, "zdb/account-users").providers()).hasToString("[zdb]");
    assertThat(node(nodes, "zdb/boot").providers()).isEmpty();
  }

  @Test
  void task_thatMakesAClaimServing_doesNotWaitForWhatMovesLater() {
    Needs named = Needs.tasks("boot", "move");
    TestComponent database =
        TestComponent.of("zdb")
            .provides(
                DATABASE.capability(),
                claim -> new Provision<>("", List.of(Given.act("account-users", named))))
            .recipe(Given.act("boot", none()), Given.act("move", Phase.FOLLOW, none()));

    List<Node> nodes = Given.graph(database, identity());

    assertThat(node(nodes, "zdb/account-users").needs()).containsExactly("zdb/boot");
    assertThat(node(nodes, "zdb/move").needs()).containsExactly("zdb/account-users", "zdb/boot");
  }

  @Test
  void follow_afterEveryExpandOfItsComponent() {
    List<Node> nodes = Given.graph(phased(TestComponent.of("a")));

    assertThat(node(nodes, "a/follow").needs()).containsExactly("a/boot", "a/expand");
  }

  @Test
  void follow_alsoAfterWhatTheComponentDoesForItsConsumers() {
    List<Node> nodes = Given.graph(phased(database()), identity());

    assertThat(node(nodes, "zdb/follow").needs())
        .containsExactly("zdb/account-users", "zdb/boot", "zdb/expand");
  }

  @Test
  void contract_afterEveryConsumersFollowAndContractDirectOrNot() {
    List<Node> nodes = Given.graph(phased(database()), phased(identity()), phased(image()));

    assertThat(node(nodes, "zdb/contract").needs())
        .contains(
            "identity/follow",
            "identity/contract",
            "aimage/follow",
            "aimage/contract",
            "zdb/expand",
            "zdb/follow");
    assertThat(ids(nodes))
        .containsSubsequence("aimage/contract", "identity/contract", "zdb/contract");
  }

  @Test
  void contract_ofAConsumer_waitsForNothingOfItsProvider() {
    List<Node> nodes = Given.graph(phased(database()), phased(identity()));

    assertThat(node(nodes, "identity/contract").needs())
        .containsExactly("identity/boot", "identity/expand", "identity/follow");
  }

  @Test
  void contract_whenTheConsumerOnlyUsesTheAddress_stillWaitsForIt() {
    List<Node> nodes =
        Given.graph(phased(database()), identity().recipe(Given.act("move", Phase.FOLLOW, none())));

    assertThat(node(nodes, "zdb/contract").needs()).contains("identity/move");
  }

  @Test
  void binding_whenAddressedByBoth_makesNoEdge() {
    TestComponent left =
        provider("left", Capability.DATABASE).claims(IDENTITY).recipe(Given.act("go", none()));
    TestComponent right =
        provider("right", Capability.IDENTITY).claims(DATABASE).recipe(Given.act("go", none()));

    List<Node> nodes = Given.graph(left, right);

    assertThat(node(nodes, "left/go").needs()).isEmpty();
    assertThat(node(nodes, "right/go").needs()).isEmpty();
  }

  @Test
  void binding_whenReadByARecipe_isWhatTheProviderAnswered() {
    TestComponent reader = TestComponent.of("reader").claims(DATABASE);
    List<String> seen = new ArrayList<>();
    reader.recipe(
        change -> {
          seen.add(change.binding(DATABASE).user());
          return List.of();
        });

    Given.graph(database(), reader);

    assertThat(seen).containsExactly("users");
  }

  @Test
  void secretTemplate_afterWhatGeneratesItsSourceInAnyComponent() {
    SecretTemplate template =
        new SecretTemplate(
            "a-config",
            Map.of("my.conf", "password = " + SecretTemplate.value(SecretRef.of("db-pw", "p"))));
    List<Node> nodes =
        Given.graph(
            TestComponent.of("a").recipe(Apply.of("config").withSecrets(template)),
            TestComponent.of("b")
                .recipe(Generate.password("db-pw"), Generate.password("other-pw")));

    assertThat(node(nodes, "a/config").needs()).containsExactly("b/db-pw");
    assertThat(ids(nodes)).containsSubsequence("b/db-pw", "a/config");
  }

  @Test
  void secretTemplate_whenItsSourceIsTheCallers_needsNothing() {
    SecretTemplate template =
        new SecretTemplate(
            "a-config", Map.of("f", SecretTemplate.urlEncoded(SecretRef.of("theirs", "p"))));

    List<Node> nodes =
        Given.graph(TestComponent.of("a").recipe(Apply.of("config").withSecrets(template)));

    assertThat(node(nodes, "a/config").needs()).isEmpty();
  }

  @Test
  void recipe_whenNothingWasThere_seesANewComponent() {
    assertThat(befores(Optional.empty())).containsExactly(Optional.empty());
  }

  @Test
  void recipe_whenItWasThere_seesTheSpecBefore() {
    TestSpec old = TestSpec.of("a").withReplicas(7);

    assertThat(befores(Optional.of(old))).containsExactly(Optional.of(old));
  }

  private static List<Optional<TestSpec>> befores(Optional<TestSpec> old) {
    List<Optional<TestSpec>> seen = new ArrayList<>();
    TestComponent component = TestComponent.of("a");
    component.recipe(
        change -> {
          seen.add(change.before());
          return List.of();
        });
    assertThat(Graph.of(Given.roster(component), old.map(Given::spec), Optional.of(Given.PLANE), 3))
        .isEmpty();
    return seen;
  }

  @Property(tries = 50)
  void order_whenTheComponentsAreShuffled_staysTheSame(@ForAll Random random) {
    List<TestComponent> components =
        new ArrayList<>(List.of(phased(database()), phased(identity()), phased(image())));
    List<Node> expected = Given.graph(components.toArray(TestComponent[]::new));
    Collections.shuffle(components, random);

    List<Node> nodes = Graph.of(Given.roster(components), Optional.empty(), Optional.empty(), 1);

    assertThat(described(nodes)).isEqualTo(described(expected));
  }

  @Property(tries = 100)
  void order_ofAnyAcyclicNeeds_putsEachTaskAfterItsNeeds(@ForAll Random random) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<String> needs = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(4) == 0) {
          needs.add("t" + (j * 7 % 20));
        }
      }
      tasks.add(Given.act("t" + (i * 7 % 20), new Needs(needs, List.of())));
    }
    Collections.shuffle(tasks, random);

    List<Node> nodes = Given.graph(TestComponent.of("a").recipe(tasks.toArray(Task[]::new)));

    List<String> order = ids(nodes);
    assertThat(order).hasSize(20).doesNotHaveDuplicates();
    for (Node node : nodes) {
      assertThat(order.subList(0, order.indexOf(node.id()))).containsAll(node.needs());
    }
  }

  private static TestComponent phased(TestComponent component) {
    return component.recipe(
        Given.act("boot", none()),
        Given.act("contract", Phase.CONTRACT, none()),
        Given.act("expand", Phase.EXPAND, none()),
        Given.act("follow", Phase.FOLLOW, none()));
  }

  private static TestComponent database() {
    return TestComponent.of("zdb")
        .provides(
            Capability.DATABASE,
            claim ->
                new Provision<>(
                    new DatabaseClaim.Binding(
                        "db", 3306, claim.name(), claim.name(), SecretRef.of("s", "k")),
                    List.of(Given.act("account-" + claim.name(), Needs.tasks("boot")))))
        .recipe(Given.act("boot", none()));
  }

  private static TestComponent identity() {
    return provider("identity", Capability.IDENTITY).claims(DATABASE);
  }

  private static TestComponent image() {
    return TestComponent.of("aimage").claims(IDENTITY);
  }

  private static TestComponent provider(String kind, Capability<?> capability) {
    Function<Claim<?>, Provision<?>> answer = claim -> answering();
    return TestComponent.of(kind).provides(capability, answer);
  }

  private static Provision<?> answering(Task... tasks) {
    return new Provision<>("", List.of(tasks));
  }

  private static Needs none() {
    return Needs.none();
  }

  private static List<String> ids(List<Node> nodes) {
    return nodes.stream().map(Node::id).toList();
  }

  private static List<String> described(List<Node> nodes) {
    return nodes.stream().map(n -> n.id() + n.needs() + n.providers()).toList();
  }

  private static Node node(List<Node> nodes, String id) {
    return nodes.stream().filter(n -> n.id().equals(id)).findFirst().orElseThrow();
  }
}
