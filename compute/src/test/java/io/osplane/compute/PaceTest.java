package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void look_asksLessAndLessOften_andGivesTheLastAnswerInBetween() {
    AtomicInteger asked = new AtomicInteger();
    Pace pace = new Pace(() -> Verdict.notYet("answer " + asked.incrementAndGet()));
    List<Integer> asking = new ArrayList<>();

    for (int look = 1; look <= 32; look++) {
      int before = asked.get();
      assertThat(pace.look()).isEqualTo(Verdict.notYet("answer " + asked.get()));
      if (asked.get() > before) {
        asking.add(look);
      }
    }

    assertThat(asking).containsExactly(1, 2, 4, 8, 16, 24, 32);
  }
}
