package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.ForbiddenException;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API server is asked and says about rights. */
final class Rights {
  /** Where a review is sent. */
  static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private static final Pattern REFUSAL =
      Pattern.compile(
          "cannot (?<verb>\\w+) resource \"(?<resource>[^\"]+)\" in API group"
              + " \"(?<group>[^\"]*)\"");

  private Rights() {}

  /**
   * The question whether this account may do something in a namespace.
   *
   * @param resource the plural, with a subresource after a slash if there is one
   */
  static ObjectNode review(String namespace, String verb, String group, String resource) {
    ObjectNode review =
        Http.JSON
            .createObjectNode()
            .put("apiVersion", "authorization.k8s.io/v1")
            .put("kind", "SelfSubjectAccessReview");
    int slash = resource.indexOf('/');
    review
        .putObject("spec")
        .putObject("resourceAttributes")
        .put("namespace", namespace)
        .put("verb", verb)
        .put("group", group)
        .put("resource", slash < 0 ? resource : resource.substring(0, slash))
        .put("subresource", slash < 0 ? "" : resource.substring(slash + 1));
    return review;
  }

  /** Whether an answer is about who asks; a full quota or a dying namespace is a 403 too. */
  static boolean areMissing(Http.Reply reply) {
    return reply.status() == 401
        || (reply.status() == 403 && reply.body().path("message").asText().contains(" cannot "));
  }

  /** The error for a watch that was refused. */
  static ForbiddenException toWatch(String tried, int status, Kind kind) {
    int slash = kind.apiVersion().indexOf('/');
    String group = slash < 0 ? "" : kind.apiVersion().substring(0, slash);
    String message =
        "this account cannot watch resource \"%s\" in API group \"%s\""
            .formatted(kind.plural(), group);
    return missing(
        tried, new Http.Reply(status, Http.JSON.createObjectNode().put("message", message)));
  }

  /** The error for a request that was refused, with the missing rule as YAML. */
  static ForbiddenException missing(String tried, Http.Reply reply) {
    if (reply.status() == 401) {
      return new ForbiddenException(
          tried,
          "the API server does not accept the credentials (401)",
          "Renew the token or certificate in the kubeconfig, then apply again");
    }
    String seen = reply.body().path("message").asText();
    Matcher refusal = REFUSAL.matcher(seen);
    if (!refusal.find()) {
      return new ForbiddenException(
          tried, seen, "Grant the rights of requiredRoles(spec) to this account");
    }
    return new ForbiddenException(
        tried,
        seen,
        """
        Add this rule to the account's Role, or apply all of requiredRoles(spec):
        - apiGroups: ["%s"]
          resources: ["%s"]
          verbs: ["%s"]\
        """
            .formatted(refusal.group("group"), refusal.group("resource"), refusal.group("verb")));
  }
}
