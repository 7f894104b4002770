package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Tree;

/** Answers what a user may do, without doing it. */
record AccessReviews(Authorizer authorizer) {

  /** A SelfSubjectAccessReview or SelfSubjectRulesReview with its status. */
  ObjectNode review(Tokens.User user, String resource, ObjectNode body) {
    return switch (resource) {
      case "selfsubjectaccessreviews" -> access(user, body);
      case "selfsubjectrulesreviews" -> rules(user, body);
      default -> throw ApiError.unknownPath();
    };
  }

  private ObjectNode access(Tokens.User user, ObjectNode body) {
    JsonNode asked = Tree.at(body, "spec.resourceAttributes");
    String subresource = asked.path("subresource").asText();
    String resource = asked.path("resource").asText();
    Authorizer.Access access =
        new Authorizer.Access(
            asked.path("verb").asText(),
            asked.path("group").asText(),
            subresource.isEmpty() ? resource : resource + "/" + subresource,
            asked.path("namespace").asText(),
            asked.path("name").asText());
    ObjectNode status = body.putObject("status").put("allowed", authorizer.allows(user, access));
    authorizer.grant(user, access).ifPresent(g -> status.put("reason", g.reason()));
    return body;
  }

  private ObjectNode rules(Tokens.User user, ObjectNode body) {
    ObjectNode status = body.putObject("status").put("incomplete", false);
    status.putArray("nonResourceRules");
    ArrayNode rules = status.putArray("resourceRules");
    if (user.name().equals(Tokens.ADMIN)) {
      ObjectNode all = rules.addObject();
      for (String field : new String[] {"verbs", "apiGroups", "resources"}) {
        all.putArray(field).add("*");
      }
    }
    rules.add(asking());
    authorizer.grants(user, Tree.text(body, "spec.namespace")).forEach(g -> rules.add(g.rule()));
    return body;
  }

  /** Everybody may ask what they may do. */
  private static ObjectNode asking() {
    ObjectNode rule = Tree.object();
    rule.putArray("verbs").add("create");
    rule.putArray("apiGroups").add("authorization.k8s.io");
    rule.putArray("resources").add("selfsubjectaccessreviews").add("selfsubjectrulesreviews");
    return rule;
  }
}
