package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {
  private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

  @Test
  void of_isEveryNth() {
    assertThat(Shard.of(ALL, "0/2", 0)).containsExactly("a", "c", "e");
    assertThat(Shard.of(ALL, "1/2", 0)).containsExactly("b", "d");
  }

  @Test
  void of_allShards_haveEverythingOnce() {
    List<String> dealt = new ArrayList<>();
    for (int i = 7; i < 7 + 3; i++) {
      dealt.addAll(Shard.of(ALL, i + "/3", 5));
    }
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(ALL);
  }
}
