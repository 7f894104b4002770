package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

  @Test
  void deal_isEveryNth_fromTheOwnersPartOn() {
    assertThat(Shard.parse("0/2").deal(ALL, "AB")).containsExactly("a", "c", "e");
    assertThat(Shard.parse("1/2").deal(ALL, "AB")).containsExactly("b", "d");
    assertThat(Shard.parse("1/2").deal(ALL, "ABC")).containsExactly("a", "c", "e");
  }

  @Test
  void deal_ofAllShards_hasEverythingOnce() {
    List<String> dealt =
        IntStream.range(0, 8)
            .mapToObj(i -> new Shard(i, 8).deal(ALL, "owner"))
            .flatMap(List::stream)
            .toList();
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void whole_isEverything() {
    assertThat(Shard.WHOLE.deal(ALL, "owner")).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "", "a/b", "8/8", "-1/8", "0/0", "1/2/"})
  void parse_ofNoShard_saysWhatIsOne(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(text));
  }
}
