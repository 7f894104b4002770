package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest extends WithCluster {

  @BeforeEach
  void objects() {
    Map.of("a", "1", "b", "2", "c", "3").forEach(this::make);
    client.resource(configMap("d", Map.of())).create();
  }

  private void make(String name, String value) {
    client
        .resource(
            new ConfigMapBuilder(configMap(name, Map.of()))
                .editMetadata()
                .addToLabels("x", value)
                .endMetadata()
                .build())
        .create();
  }

  private List<String> names(ListOptionsBuilder options) {
    return client.configMaps().list(options.build()).getItems().stream()
        .map(m -> m.getMetadata().getName())
        .filter(n -> n.length() == 1)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x=1            | a
          x==2           | b
          x!=1           | b,c,d
          x in (1,2)     | a,b
          x notin (1,2)  | c,d
          x              | a,b,c
          !x             | d
          x,x!=3         | a,b
          """)
  void list_whenLabelsAreSelected_hasOnlyThose(String selector, String expected) {
    assertThat(names(new ListOptionsBuilder().withLabelSelector(selector)))
        .containsExactly(expected.split(","));
  }

  @Test
  void list_whenNameIsSelected_hasOnlyThat() {
    assertThat(names(new ListOptionsBuilder().withFieldSelector("metadata.name=b")))
        .containsExactly("b");
  }

  @Test
  void list_whenLimited_continues() {
    var first = client.configMaps().list(new ListOptionsBuilder().withLimit(2L).build());
    var rest =
        client
            .configMaps()
            .list(
                new ListOptionsBuilder()
                    .withLimit(50L)
                    .withContinue(first.getMetadata().getContinue())
                    .build());

    assertThat(first.getItems()).hasSize(2);
    assertThat(rest.getItems()).extracting(m -> m.getMetadata().getName()).contains("c", "d");
    assertThat(rest.getMetadata().getContinue()).isNull();
  }
}
