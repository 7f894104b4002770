package io.osplane.testkit.internal.api;

import io.osplane.testkit.internal.api.ApiError.Cause;
import io.osplane.testkit.internal.model.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What names objects may have. */
final class Names {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Set<String> LABEL_KINDS = Set.of("Namespace");

  private record Rule(Pattern pattern, int longest, String text) {}

  private static final Rule SUBDOMAIN_RULE =
      new Rule(
          Pattern.compile(LABEL + "(\\." + LABEL + ")*"),
          253,
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is '"
              + LABEL
              + "(\\."
              + LABEL
              + ")*')");

  /** The controller appends eleven characters for the names of its Jobs. */
  private static final Rule CRON_JOB_RULE =
      new Rule(SUBDOMAIN_RULE.pattern(), 52, SUBDOMAIN_RULE.text());

  private static final Rule LABEL_RULE =
      new Rule(
          Pattern.compile(LABEL),
          63,
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
              + " and must start and end with an alphanumeric character (e.g. 'my-name',  or"
              + " '123-abc', regex used for validation is '"
              + LABEL
              + "')");
  private static final Rule SERVICE_RULE =
      new Rule(
          Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?"),
          63,
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character (e.g."
              + " 'my-name',  or 'abc-123', regex used for validation is"
              + " '[a-z]([-a-z0-9]*[a-z0-9])?')");
  private static final Rule PATH_RULE =
      new Rule(Pattern.compile("[^/%]+"), 253, "may not contain '/' or '%'");

  private Names() {}

  static void check(Kind kind, String name, List<Cause> causes) {
    if (name.isEmpty()) {
      String message = "Required value: name or generateName is required";
      causes.add(new Cause("FieldValueRequired", message, "metadata.name"));
      return;
    }
    Rule rule = rule(kind);
    if (name.length() > rule.longest()) {
      add(causes, name, "must be no more than " + rule.longest() + " characters");
    } else if (!rule.pattern().matcher(name).matches()) {
      add(causes, name, rule.text());
    }
  }

  private static Rule rule(Kind kind) {
    if (kind.group().startsWith("rbac")) {
      return PATH_RULE;
    }
    if (kind.name().equals("Service")) {
      return SERVICE_RULE;
    }
    if (kind.name().equals("CronJob")) {
      return CRON_JOB_RULE;
    }
    return LABEL_KINDS.contains(kind.name()) ? LABEL_RULE : SUBDOMAIN_RULE;
  }

  private static void add(List<Cause> causes, String name, String text) {
    String message = "Invalid value: \"" + name + "\": " + text;
    causes.add(new Cause("FieldValueInvalid", message, "metadata.name"));
  }
}
