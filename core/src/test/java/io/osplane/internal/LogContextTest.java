package io.osplane.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.ComponentName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {
  private static final LogContext WORK =
      LogContext.of("op", ComponentName.of("galera"), "galera/members");

  @AfterEach
  void end() {
    MDC.clear();
  }

  @Test
  void work_hasOperationComponentAndStep_andNothingIsLeft() {
    List<LogContext> seen = new ArrayList<>();

    WORK.run(() -> seen.add(LogContext.current()));

    assertThat(seen).containsExactly(WORK);
    assertThat(LogContext.current()).isEqualTo(new LogContext(null, null, null));
  }

  @Test
  void work_inAThreadThatHadAContext_givesItBack_alsoWhenItFails() {
    MDC.put("operation", "the caller's");
    MDC.put("request", "7");

    Throwable failure =
        catchThrowable(
            () ->
                WORK.run(
                    () -> {
                      throw new IllegalStateException("a defect");
                    }));

    assertThat(failure).hasMessage("a defect");
    assertThat(MDC.getCopyOfContextMap())
        .containsOnlyKeys("operation", "request")
        .containsEntry("operation", "the caller's");
  }

  @Test
  void work_ofTheWholeOperation_hidesComponentAndStepAround() {
    String seen =
        WORK.call(
            () -> LogContext.of("op").call(() -> MDC.get("component") + "/" + MDC.get("step")));

    assertThat(seen).isEqualTo("null/null");
  }
}
