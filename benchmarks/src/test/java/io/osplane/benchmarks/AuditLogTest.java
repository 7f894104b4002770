package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final String USER = "system:serviceaccount:ns:second";
  @TempDir Path folder;

  private static String line(String user, String stage, String verb, String object) {
    return """
    {"stage":"%s","verb":"%s","user":{"username":"%s"},"objectRef":{%s},\
    "requestReceivedTimestamp":"2026-01-01T00:00:00.000001Z"}
    """
        .formatted(stage, verb, user, object);
  }

  @Test
  void of_user_countsEachOfItsRequestsOnce() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("audit.log"),
            line(USER, "RequestReceived", "list", "\"resource\":\"pods\"")
                + line(USER, "ResponseComplete", "list", "\"resource\":\"pods\"")
                + line(USER, "ResponseStarted", "watch", "\"resource\":\"pods\"")
                + line(USER, "ResponseComplete", "watch", "\"resource\":\"pods\"")
                + line(USER + "2", "ResponseComplete", "list", "\"resource\":\"pods\"")
                + line(
                    USER,
                    "ResponseComplete",
                    "patch",
                    "\"resource\":\"secrets\",\"name\":\"galera\"")
                + line(
                    USER,
                    "ResponseComplete",
                    "create",
                    "\"resource\":\"services\",\"name\":\"keystone\",\"subresource\":\"proxy\""));

    PlanTime.SecondApply counted = PlanTime.SecondApply.of(AuditLog.of(log, USER));

    assertThat(counted.lists()).isEqualTo(Map.of("pods", 1));
    assertThat(counted.writes()).containsExactly("patch secrets galera");
    assertThat(counted.all()).isEqualTo(4);
    assertThat(counted.text())
        .isEqualTo(
            "4 requests; lists of one kind: at most 1 (1 kinds); writes: 1 [patch secrets galera]");
  }

  @Test
  void of_fileOfSomethingElse_isRefused() throws IOException {
    Path log = Files.writeString(folder.resolve("audit.log"), "I0101 " + USER + "\n");

    assertThatThrownBy(() -> AuditLog.of(log, USER)).isInstanceOf(IOException.class);
  }
}
