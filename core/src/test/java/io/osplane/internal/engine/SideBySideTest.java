package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.RefusedException;
import io.osplane.internal.LogContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class SideBySideTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SideBySide io = new SideBySide(threads);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void questions_areAskedAtOnce_andAnsweredInOrder() {
    CyclicBarrier all = new CyclicBarrier(3);

    List<String> answers = io.ask(List.of("c", "a", "b"), q -> meet(all) + q);

    assertThat(answers).containsExactly("met c", "met a", "met b");
  }

  @Test
  void questions_areNotAskedAllAtOnce_butAllAreAnswered() {
    AtomicInteger now = new AtomicInteger();
    CyclicBarrier full = new CyclicBarrier(SideBySide.AT_ONCE);
    List<Integer> many = IntStream.range(0, 2 * SideBySide.AT_ONCE).boxed().toList();

    List<Integer> sizes =
        io.ask(
            many,
            q -> {
              int size = now.incrementAndGet();
              meet(full);
              now.decrementAndGet();
              return size;
            });

    assertThat(sizes).hasSize(many.size()).allMatch(size -> size <= SideBySide.AT_ONCE);
  }

  @Test
  void questions_afterClose_areRefused() {
    threads.shutdownNow();

    assertThatThrownBy(() -> io.ask(List.of(1), q -> q))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void questions_onOtherThreads_haveTheContextOfTheAsker() {
    List<String> seen =
        LogContext.of("op-1").call(() -> io.ask(List.of(1, 2), q -> MDC.get("operation")));

    assertThat(seen).containsExactly("op-1", "op-1");
  }

  @Test
  void failure_isThrownAsItWas_whenTheOthersHaveEnded() {
    Set<Integer> ended = ConcurrentHashMap.newKeySet();

    assertThatThrownBy(() -> io.each(List.of(1, 2, 3), q -> endOrFail(q, ended)))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("2");
    assertThat(ended).containsExactlyInAnyOrder(1, 3);
  }

  private static void endOrFail(int question, Set<Integer> ended) {
    if (question == 2) {
      throw new IllegalStateException("2");
    }
    ended.add(question);
  }

  private static String meet(CyclicBarrier others) {
    try {
      others.await();
      return "met ";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
