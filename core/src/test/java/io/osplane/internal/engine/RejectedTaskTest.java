package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.OnConflict;
import io.osplane.error.OperationFailedException;
import io.osplane.internal.EventBus;
import io.osplane.spi.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RejectedTaskTest {
  private final Signal signal = new Signal();

  @Test
  void executor_whenItRejects_isAFailedOperation() {
    Node node = Given.node("a", probe -> Verdict.met());

    assertThat(
            catchThrowable(
                () ->
                    conductor(
                            task -> {
                              throw new RejectedExecutionException("full");
                            })
                        .conduct(List.of(node))))
        .isInstanceOf(OperationFailedException.class);
  }

  private Conductor conductor(java.util.concurrent.Executor threads) {
    Situation nowhere = new Situation("prod", null, null, null, null, null, null);
    Labour labour =
        new Labour(
            new Labour.Terms(
                nowhere,
                Given.PLANE,
                Optional.empty(),
                Ledger.none(),
                signal,
                Clock.systemUTC(),
                Duration.ofHours(1),
                OnConflict.REFUSE,
                threads,
                (change, object) -> {}));
    return new Conductor(
        "op",
        Given.emptyPlan(),
        labour,
        signal,
        threads,
        new EventBus(),
        Clock.systemUTC(),
        new Course("deploy"));
  }
}
