package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.error.OperationFailedException;
import io.osplane.spi.Verdict;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RejectedTaskTest {
  @Test
  void executor_whenItRejects_isAFailedOperation() {
    Node node = Given.node("a", probe -> Verdict.met());

    assertThat(
            catchThrowable(
                () ->
                    Conductors.of(
                            task -> {
                              throw new RejectedExecutionException("full");
                            })
                        .conduct(List.of(node))))
        .isInstanceOf(OperationFailedException.class);
  }
}
