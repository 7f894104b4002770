package io.osplane.testkit.fidelity;

import static io.osplane.testkit.fidelity.Site.APPS;
import static io.osplane.testkit.fidelity.Site.CORE;
import static io.osplane.testkit.fidelity.Site.RBAC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may do what, and how to ask. */
interface RightsScenarios extends OnSite {
  String REVIEWS = "/apis/authorization.k8s.io/v1/";
  String YAML = "application/yaml";

  private Reply requestToken(String seconds) {
    site()
        .post(
            CORE,
            "serviceaccounts",
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: app}}");
    return site()
        .post(
            CORE,
            "serviceaccounts/app/token",
            """
            apiVersion: authentication.k8s.io/v1
            kind: TokenRequest
            spec: {expirationSeconds: %s}
            """
                .formatted(seconds));
  }

  private Site app() {
    return site().as(requestToken("600").text("/status/token"));
  }

  private void allowReading() {
    site()
        .post(
            RBAC,
            "roles",
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader}
            rules:
            - {apiGroups: [''], resources: [configmaps], verbs: [get, list]}
            """);
    site()
        .post(
            RBAC,
            "rolebindings",
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: readers}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects: [{kind: ServiceAccount, name: app, namespace: NAMESPACE}]
            """);
  }

  private void assertForbidden(Reply reply, String message, String details) {
    assertThat(reply)
        .isEqualTo(
            new Reply(
                403,
                site()
                    .expected(
                        """
                        {kind: Status, apiVersion: v1, metadata: {}, status: Failure, message: '%s',
                         reason: Forbidden, details: %s, code: 403}
                        """
                            .formatted(message, details))));
  }

  @Test
  default void request_whenNoRoleAllowsIt_isForbidden() {
    String user = "User \"system:serviceaccount:NAMESPACE:app\" cannot ";
    try (Site app = app()) {
      assertForbidden(
          app.get(CORE, "secrets/s"),
          "secrets \"s\" is forbidden: "
              + user
              + "get resource \"secrets\" in API group \"\" in the namespace \"NAMESPACE\"",
          "{name: s, kind: secrets}");
      assertForbidden(
          app.get(APPS, "deployments"),
          "deployments.apps is forbidden: "
              + user
              + "list resource \"deployments\" in API group \"apps\" in the namespace"
              + " \"NAMESPACE\"",
          "{group: apps, kind: deployments}");
      assertForbidden(
          app.get(CORE, "pods/p/log"),
          "pods \"p\" is forbidden: "
              + user
              + "get resource \"pods/log\" in API group \"\" in the namespace \"NAMESPACE\"",
          "{name: p, kind: pods}");
      assertForbidden(
          app.call("GET", "/api/v1/nodes", YAML, null),
          "nodes is forbidden: "
              + user
              + "list resource \"nodes\" in API group \"\" at the cluster scope",
          "{kind: nodes}");
    }
  }

  @Test
  default void request_whenTheTokenIsUnknown_isUnauthorized() {
    try (Site stranger = site().as("unknown")) {
      assertThat(stranger.get(CORE, "configmaps"))
          .isEqualTo(
              new Reply(
                  401,
                  site()
                      .expected(
                          "{kind: Status, apiVersion: v1, metadata: {}, status: Failure, message:"
                              + " Unauthorized, reason: Unauthorized, code: 401}")));
    }
  }

  @Test
  default void tokenRequest_whenMade_hasTokenAndExpiry() {
    Reply made = requestToken("600");

    assertThat(made.code()).isEqualTo(201);
    assertThat(made.text("/kind")).isEqualTo("TokenRequest");
    assertThat(made.text("/metadata/name")).isEqualTo("app");
    assertThat(made.at("/spec/expirationSeconds").asInt()).isEqualTo(600);
    assertThat(made.text("/status/expirationTimestamp")).matches("20\\S+T\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(requestToken("60").message())
        .isEqualTo(
            "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid"
                + " value: 60: may not specify a duration less than 10 minutes");
  }

  private Reply review(Site who, String verb) {
    return who.call(
        "POST",
        REVIEWS + "selfsubjectaccessreviews",
        YAML,
        """
        apiVersion: authorization.k8s.io/v1
        kind: SelfSubjectAccessReview
        spec: {resourceAttributes: {namespace: NAMESPACE, verb: %s, resource: configmaps}}
        """
            .formatted(verb));
  }

  @Test
  default void accessReview_whenAsked_saysWhatIsAllowed() {
    allowReading();
    try (Site app = app()) {
      Reply yes = review(app, "get");
      assertThat(yes.code()).isEqualTo(201);
      assertThat(yes.at("/status"))
          .isEqualTo(
              site()
                  .expected(
                      """
                      allowed: true
                      reason: 'RBAC: allowed by RoleBinding "readers/NAMESPACE" of Role "reader" to
                        ServiceAccount "app/NAMESPACE"'
                      """));
      assertThat(review(app, "delete").at("/status"))
          .isEqualTo(site().expected("{allowed: false}"));
    }
  }

  @Test
  default void rulesReview_whenAsked_listsTheRules() {
    allowReading();
    try (Site app = app()) {
      Reply rules =
          app.call(
              "POST",
              REVIEWS + "selfsubjectrulesreviews",
              YAML,
              """
              apiVersion: authorization.k8s.io/v1
              kind: SelfSubjectRulesReview
              spec: {namespace: NAMESPACE}
              """);

      assertThat(rules.code()).isEqualTo(201);
      List<JsonNode> found = new ArrayList<>();
      rules.at("/status/resourceRules").forEach(found::add);
      assertThat(found)
          .contains(
              site().expected("{verbs: [get, list], apiGroups: [''], resources: [configmaps]}"),
              site()
                  .expected(
                      "{verbs: [create], apiGroups: [authorization.k8s.io], resources:"
                          + " [selfsubjectaccessreviews, selfsubjectrulesreviews]}"));
      assertThat(rules.at("/status/incomplete").asBoolean(true)).isFalse();
    }
  }
}
