package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.osplane.ComponentName;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Needs;
import io.osplane.spi.Run;
import io.osplane.spi.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  private static final Map<String, String> KEY =
      Map.of("release", "2025.1", "image", "osp/keystone", "epoch", "1");
  private final ApiDouble api = new ApiDouble();
  private final StateStore state = state("");

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void key_whenThePodTemplateChanges_stays() {
    assertThat(key(run(KEY, pod("sleep 1")))).isEqualTo(key(run(KEY, pod("sleep 2"))));
  }

  @Test
  void key_whenSummaryPhaseOrUndoChange_stays() {
    Run other =
        new Run("sync", Phase.CONTRACT, Needs.none(), "other", KEY, Undo.NEVER, pod("sleep 1"));

    assertThat(key(other)).isEqualTo(key(run(KEY, pod("sleep 1"))));
  }

  @ParameterizedTest
  @CsvSource({"release, 2026.1", "image, other/keystone", "epoch, 2", "new, part"})
  void key_whenAPartOfItChanges_changes(String part, String value) {
    Map<String, String> changed = new LinkedHashMap<>(KEY);
    changed.put(part, value);

    assertThat(key(run(changed, pod("x")))).isNotEqualTo(key(run(KEY, pod("x"))));
  }

  @Test
  void key_whenTheProviderIsAnother_changes() {
    StateStore first = state("_identity.galera: uuid-1");
    StateStore second = state("_identity.galera: uuid-2");
    Node node = node(run(KEY, pod("x")), "galera");

    assertThat(List.of(Keys.of(node, state), Keys.of(node, first), Keys.of(node, second)))
        .doesNotHaveDuplicates();
  }

  @Test
  void key_whenAProviderThatIsNotAskedIsAnother_stays() {
    Node node = node(run(KEY, pod("x")), "rabbitmq");

    assertThat(Keys.of(node, state("_identity.galera: uuid-1"))).isEqualTo(Keys.of(node, state));
  }

  @Test
  void key_ofAnotherTaskOrComponent_isAnother() {
    Run other = new Run("b", Phase.EXPAND, Needs.none(), "", KEY, Undo.REAPPLY, pod("x"));
    Run run = run(KEY, pod("x"));
    Node elsewhere = new Node(ComponentName.of("glance"), run, List.of(), List.of());

    assertThat(List.of(key(run), key(other), Keys.of(elsewhere, state))).doesNotHaveDuplicates();
  }

  @Test
  void key_whateverTheOrderOfItsParts_staysTheSame() {
    Map<String, String> reversed = new LinkedHashMap<>();
    KEY.keySet().stream()
        .sorted((a, b) -> b.compareTo(a))
        .forEach(k -> reversed.put(k, KEY.get(k)));

    assertThat(key(run(reversed, pod("x")))).isEqualTo(key(run(KEY, pod("x"))));
  }

  @Test
  void key_ofAnAct_isMadeLikeThatOfARun() {
    Act act =
        new Act("sync", Phase.EXPAND, Needs.none(), "", KEY, Undo.REAPPLY, Given.doing(site -> {}));

    assertThat(key(act)).isEqualTo(key(run(KEY, pod("x")))).matches("[0-9a-f]{16}");
  }

  @Test
  void key_ofATaskThatRunsAlways_isEmpty() {
    assertThat(key(Apply.of("objects"))).isEmpty();
  }

  private String key(Task task) {
    return Keys.of(node(task), state);
  }

  private static Node node(Task task, String... providers) {
    List<ComponentName> names = List.of(providers).stream().map(ComponentName::of).toList();
    return new Node(ComponentName.of("keystone"), task, List.of(), names);
  }

  private static Run run(Map<String, String> key, PodTemplateSpec pod) {
    return new Run("sync", Phase.EXPAND, Needs.none(), "Sync", key, Undo.REAPPLY, pod);
  }

  private static PodTemplateSpec pod(String command) {
    return new PodTemplateSpecBuilder()
        .withNewSpec()
        .addNewContainer()
        .withCommand(command)
        .endContainer()
        .endSpec()
        .build();
  }

  private StateStore state(String receipt) {
    String[] entry = receipt.split(": ", 2);
    String data = entry.length < 2 ? "{}" : "{\"%s\":\"%s\"}".formatted(entry[0], entry[1]);
    api.store(
        "/api/v1/namespaces/ns/configmaps/osplane-receipts",
        "{\"metadata\":{\"labels\":{\"%s\":\"true\"}},\"data\":%s}"
            .formatted(StateStore.STATE, data));
    return Situations.look(api).state();
  }
}
