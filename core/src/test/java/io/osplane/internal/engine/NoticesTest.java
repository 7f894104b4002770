package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.OnConflict;
import io.osplane.Report.Outcome;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.internal.engine.ApiDouble.Request;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Generate;
import io.osplane.spi.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes Events for whoever looks with kubectl. */
@Timeout(60)
class NoticesTest {
  private static final String EVENTS = "/api/v1/namespaces/ns/events";
  private static final String CONF = "/api/v1/namespaces/ns/configmaps/conf";
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));
  private final ApiDouble api = new ApiDouble();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void operation_isToldOnItsLease_whenItBeginsAndWhenItIsDone() {
    deploy(Given.act("a", Needs.none()));

    assertThat(events())
        .extracting(e -> e.path("reason").asText())
        .containsExactly("OperationBegan", "OperationDone");
    assertThat(events())
        .allSatisfy(
            e -> {
              assertThat(e.at("/involvedObject/kind").asText()).isEqualTo("Lease");
              assertThat(e.at("/involvedObject/name").asText()).isEqualTo("osplane");
              assertThat(e.at("/involvedObject/uid").asText()).startsWith("uid-");
              assertThat(e.path("type").asText()).isEqualTo("Normal");
            });
    assertThat(message(0)).startsWith("deploy (operation ").contains("1 steps, impact NONE");
  }

  @Test
  void apply_whenNothingChanges_writesNothing() {
    try (ControlPlane cloud =
        Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();
      int before = api.requests().size();

      assertThat(cloud.deploy(SPEC).apply()).isNotNull();

      // one look: a watch that ends may send its next request at any moment
      assertThat(api.requests().stream().skip(before).toList())
          .isNotEmpty()
          .extracting(Request::method)
          .containsOnly("GET");
    }
  }

  @Test
  void failure_isAWarningWithItsRemedy_andWithoutSecrets() {
    Act failing =
        new Act(
            "fail",
            Phase.EXPAND,
            Needs.tasks("db-root"),
            "Fail",
            Map.of(),
            Undo.REAPPLY,
            Given.doing(
                site -> {
                  String secret = site.reveal(SecretRef.of("db-root", "password"));
                  throw new RefusedException("go on", secret + " is no good", "Mend " + secret);
                }));
    try (ControlPlane cloud =
        Clouds.open(api, TestComponent.of("db").recipe(Generate.password("db-root"), failing))) {
      assertThat(catchThrowable(() -> cloud.deploy(SPEC).apply())).isNotNull();
    }

    JsonNode last = events().get(1);
    assertThat(last.path("reason").asText()).isEqualTo("OperationFailed");
    assertThat(last.path("type").asText()).isEqualTo("Warning");
    assertThat(message(1))
        .contains("remedy: Mend (secret); ", "failed at db/fail", "(secret) is no good");
  }

  @Test
  void cancellation_isNoWarning() {
    try (ControlPlane cloud = Clouds.open(api, TestComponent.of("db").recipe(cancelled()))) {
      assertThat(catchThrowable(() -> cloud.deploy(SPEC).apply())).isNotNull();
    }

    assertThat(events())
        .extracting(e -> e.path("reason").asText() + " " + e.path("type").asText())
        .containsExactly("OperationBegan Normal", "OperationCancelled Normal");
  }

  @Test
  void fields_thatAreTakenOver_areToldOnTheirObject_withoutValues() {
    api.store(
        CONF,
        """
        {"apiVersion":"v1","kind":"ConfigMap","data":{"a":"theirs"},
         "metadata":{"labels":{"osplane.io/control-plane":"prod"},"managedFields":[
           {"manager":"editor","operation":"Update","apiVersion":"v1",
            "time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1",
            "fieldsV1":{"f:data":{"f:a":{}}}}]}}\
        """);
    Apply ours =
        Apply.of(
            "conf",
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("conf")
                .endMetadata()
                .addToData("a", "ours")
                .build());
    var builder = ControlPlane.builder();
    builder.name("prod").namespace("ns").client(api.client()).onConflict(OnConflict.TAKE);
    builder.component(TestComponent.of("db").recipe(ours));
    try (ControlPlane cloud = builder.build()) {
      assertThat(cloud.deploy(SPEC).plan().conflicts()).hasSize(1);
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();
    }

    JsonNode taken = events().get(1);
    assertThat(taken.path("reason").asText()).isEqualTo("FieldsTakenOver");
    assertThat(taken.at("/involvedObject/kind").asText()).isEqualTo("ConfigMap");
    assertThat(taken.at("/involvedObject/name").asText()).isEqualTo("conf");
    assertThat(message(1)).contains("held by editor since 2026").doesNotContain("theirs", "ours");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500, -1})
  void operation_whenNoEventCanBeWritten_isDoneAllTheSame(int status) {
    api.script(
        r ->
            r.toString().equals("POST " + EVENTS)
                ? Optional.of(new Reply(status, ApiDouble.status("no")))
                : Optional.empty());

    deploy(Given.act("a", Needs.none()));

    assertThat(events()).isEmpty();
    assertThat(api.count("POST " + EVENTS)).isBetween(2L, 4L);
  }

  @Test
  void right_toCreateEvents_isAskedFor_andWithoutItNothingIsDown() {
    api.script(NoticesTest::rights);
    try (ControlPlane cloud = Clouds.open(api, TestComponent.of("db"))) {
      assertThat(cloud.requiredRoles(SPEC).role())
          .contains(
              """
              - apiGroups:
                - ""
                resources:
                - events
                verbs:
                - create
              """);
      assertThat(cloud.preflight(SPEC))
          .filteredOn(c -> c.code().equals("Rights"))
          .extracting(Condition::status)
          .containsExactly(Status.DEGRADED);
    }
  }

  private static Optional<Reply> rights(Request request) {
    boolean isAsked = request.path().endsWith("selfsubjectaccessreviews");
    boolean isCreation =
        request.body().contains("\"create\"") && request.body().contains("\"events\"");
    return isAsked
        ? Optional.of(new Reply(201, "{\"status\":{\"allowed\":" + !isCreation + "}}"))
        : Optional.empty();
  }

  private static Act cancelled() {
    return new Act(
        "stop",
        Phase.EXPAND,
        Needs.none(),
        "Stop",
        Map.of(),
        Undo.REAPPLY,
        Given.doing(
            site -> {
              throw new InterruptedException("cancelled");
            }));
  }

  private void deploy(Act act) {
    try (ControlPlane cloud = Clouds.open(api, TestComponent.of("db").recipe(act))) {
      assertThat(cloud.deploy(SPEC).apply().outcome()).isEqualTo(Outcome.DONE);
    }
  }

  private String message(int index) {
    return events().get(index).path("message").asText();
  }

  /** In the order of their names, which end with a number. */
  private List<JsonNode> events() {
    try {
      JsonNode list =
          ApiDouble.JSON.readTree(api.answer(new Request("GET", EVENTS, "", "")).body());
      return list.path("items").valueStream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
