package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.internal.engine.ApiDouble.Request;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiagnosisTest {
  private final ApiDouble api = new ApiDouble();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void text_ofAContainerThatJustStartedAgain_hasItsLastWords() {
    pod("a", "Running", "{\"name\":\"api\",\"restartCount\":3,\"state\":{\"running\":{}}}");
    api.script(
        r ->
            r.path().endsWith("/log")
                ? Optional.of(new Reply(200, isPrevious(r) ? "it is my end\n" : "starting\n"))
                : Optional.empty());

    assertThat(text()).contains("      | it is my end");
  }

  @Test
  void text_hasFailedPodsFirst_andNoneThatEndedWell() {
    pod("a", "Succeeded", "{}");
    for (String name : new String[] {"b", "c", "d"}) {
      pod(name, "Running", "{}");
    }
    pod("schema", "Failed", "{}");

    assertThat(text().lines().filter(l -> l.startsWith("  pod")))
        .containsExactly(
            "  pod schema Failed on node node1",
            "  pod b Running on node node1",
            "  pod c Running on node node1");
  }

  private static boolean isPrevious(Request request) {
    return request.query().contains("previous=true");
  }

  private String text() {
    return new Diagnosis(Situations.look(api), ComponentName.of("keystone")).text();
  }

  private void pod(String name, String phase, String container) {
    api.store(
        "/api/v1/namespaces/ns/pods/" + name,
        """
        {"kind":"Pod","metadata":{"labels":{"osplane.io/component":"keystone"}},
         "spec":{"nodeName":"node1"},
         "status":{"phase":"%s","conditions":[{"type":"Ready","status":"False"}],
                   "containerStatuses":[%s]}}
        """
            .formatted(phase, container));
  }
}
