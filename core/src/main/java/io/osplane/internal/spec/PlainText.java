package io.osplane.internal.spec;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/**
 * Leaves quotes away only where no reader of YAML 1.1 or 1.2 can take the text for anything else.
 */
final class PlainText extends StringQuotingChecker {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLAIN =
      Pattern.compile(
          "[A-Za-z/][-A-Za-z0-9_./]*+(:[A-Za-z0-9/][-A-Za-z0-9_./]*+){0,4}|[0-9]{1,9}[KMGT]i?");

  @Override
  public boolean needToQuoteName(String name) {
    return needToQuoteValue(name);
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return !PLAIN.matcher(value).matches() || isReservedKeyword(value);
  }
}
