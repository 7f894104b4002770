package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.Size;
import io.osplane.benchmarks.Memory.Use;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void held_isTheSumOfEachPodsContainers_ofTheNamespaceOnly() throws IOException {
    String summary =
        """
        {"pods": [
          {"podRef": {"name": "a", "namespace": "ours"},
           "containers": [{"memory": {"workingSetBytes": 3}}, {"memory": {"workingSetBytes": 4}}]},
          {"podRef": {"name": "b", "namespace": "theirs"},
           "containers": [{"memory": {"workingSetBytes": 5}}]},
          {"podRef": {"name": "c", "namespace": "ours"}}]}
        """;

    assertThat(Memory.held(summary, "ours")).isEqualTo(Map.of("a", 7L, "c", 0L));
  }

  @Test
  void text_hasALineForEachComponent_andTheSum() {
    long mebibyte = 1024 * 1024;
    TreeMap<String, Use> uses = new TreeMap<>();
    uses.put("glance", new Use(2, 10 * mebibyte, 20 * mebibyte));
    uses.put("nova", new Use(1, 5 * mebibyte, 7 * mebibyte));

    assertThat(Memory.text(Size.TINY, uses).lines())
        .containsExactly(
            "size TINY",
            "glance          2 pods   requested     10 MiB   held     20 MiB",
            "nova            1 pods   requested      5 MiB   held      7 MiB",
            "all             3 pods   requested     15 MiB   held     27 MiB");
  }
}
