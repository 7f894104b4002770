package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.osplane.ComponentName;
import io.osplane.spi.Apply;
import io.osplane.spi.Generate;
import io.osplane.spi.Needs;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final String SETS = "/apis/apps/v1/namespaces/ns/statefulsets/";
  private final ApiDouble api = new ApiDouble();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void inventory_hasWhatIsGeneratedAppliedAndFilledIn() {
    Apply apply =
        Apply.of(
                "objects",
                new ConfigMapBuilder().withNewMetadata().withName("conf").endMetadata().build())
            .withSecrets(new SecretTemplate("derived", Map.of()));
    List<Node> nodes = nodes(Generate.password("made"), apply, Given.act("act", Needs.none()));

    assertThat(Inventory.of(nodes, Situations.look(api)))
        .containsExactly("v1/ConfigMap/conf", "v1/Secret/derived", "v1/Secret/made");
  }

  @Test
  void find_whenTheUidIsTheSame_isTheObject() {
    api.store(SETS + "galera", "{\"metadata\":{\"uid\":\"u-1\"}}");

    assertThat(name(Inventory.find(Situations.look(api), "apps/v1/StatefulSet/galera=u-1")))
        .contains("galera");
  }

  @Test
  void find_whenAnotherOfThatNameIsThere_isEmpty() {
    api.store(SETS + "galera", "{\"metadata\":{\"uid\":\"u-2\"}}");

    assertThat(Inventory.find(Situations.look(api), "apps/v1/StatefulSet/galera=u-1")).isEmpty();
  }

  @Test
  void find_whenNoUidIsKnown_isWhatHasThatName() {
    api.store(SETS + "galera", "{}");
    Situation now = Situations.look(api);

    assertThat(name(Inventory.find(now, "apps/v1/StatefulSet/galera"))).contains("galera");
    assertThat(Inventory.find(now, "v1/ConfigMap/galera")).isEmpty();
  }

  @Test
  void identities_areAddedForWhatIsThere() {
    api.store(SETS + "galera", "{\"metadata\":{\"uid\":\"u-1\"}}");
    Revision revision =
        new Revision(
            1,
            "deploy",
            1,
            "s",
            List.of("apps/v1/StatefulSet/galera=old", "v1/ConfigMap/gone=u-9"),
            false);

    Revision known = Inventory.asDone(revision, List.of("v1/ConfigMap/left"), Situations.look(api));

    assertThat(known.inventory())
        .containsExactly(
            "apps/v1/StatefulSet/galera=u-1", "v1/ConfigMap/gone", "v1/ConfigMap/left");
    assertThat(known.isDone()).isTrue();
  }

  @Test
  void existed_isWhatHasAUid() {
    assertThat(Inventory.existed(List.of("v1/Secret/b=u", "v1/Secret/a", "v1/Secret/c=x")))
        .containsExactly("v1/Secret/b", "v1/Secret/c");
  }

  @Test
  void names_areEntriesWithoutUids() {
    assertThat(Inventory.names(List.of("v1/Secret/b=u=v", "v1/Secret/a", "v1/Secret/a=x")))
        .containsExactly("v1/Secret/a", "v1/Secret/b");
  }

  private static List<Node> nodes(Task... tasks) {
    ComponentName owner = ComponentName.of("db");
    return Arrays.stream(tasks).map(t -> new Node(owner, t, List.of(), List.of())).toList();
  }

  private static Optional<String> name(Optional<ObjectNode> object) {
    return object.map(o -> o.path("metadata").path("name").asText());
  }
}
