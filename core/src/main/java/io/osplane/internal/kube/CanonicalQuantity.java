package io.osplane.internal.kube;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text in which the API server stores an amount: {@code 1024Mi} becomes {@code 1Gi} and {@code
 * 0.5} becomes {@code 500m}. The kind of suffix is kept, so {@code 1024} and {@code 1Ki} stay two
 * texts. After {@code Quantity.CanonicalizeBytes} of k8s.io/apimachinery.
 */
public final class CanonicalQuantity {
  private static final Pattern FORM =
      Pattern.compile("(-?(?:\\d+|\\d*\\.\\d+))(?:([KMGTPE]i)|(e[+-]?\\d{1,2})|([numkMGTPE]?))");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  private CanonicalQuantity() {}

  /** The stored form, or the text itself if it is no amount. */
  public static String of(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      return text;
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (matcher.group(2) != null) {
      return binary(nano(number.multiply(KIBI.pow(BINARY.indexOf(matcher.group(2))))));
    }
    if (matcher.group(3) != null) {
      int exponent = Integer.parseInt(matcher.group(3).substring(1));
      return decimal(nano(number.scaleByPowerOfTen(exponent)), true);
    }
    int exponent = 3 * DECIMAL.indexOf(matcher.group(4)) - 9;
    return decimal(nano(number.scaleByPowerOfTen(exponent)), false);
  }

  private static BigDecimal nano(BigDecimal number) {
    return number.scale() > 9 ? number.setScale(9, RoundingMode.UP) : number;
  }

  private static String binary(BigDecimal number) {
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    if (!whole || number.abs().compareTo(KIBI) < 0) {
      return decimal(number, false);
    }
    int power = 0;
    while (power < BINARY.size() - 1 && number.remainder(KIBI).signum() == 0) {
      number = number.divide(KIBI);
      power++;
    }
    return number.toBigInteger() + BINARY.get(power);
  }

  private static String decimal(BigDecimal number, boolean scientific) {
    if (number.signum() == 0) {
      return "0";
    }
    int exponent = Math.min(18, Math.floorDiv(-number.stripTrailingZeros().scale(), 3) * 3);
    String digits = number.scaleByPowerOfTen(-exponent).toBigInteger().toString();
    if (scientific) {
      return exponent == 0 ? digits : digits + "e" + exponent;
    }
    return digits + DECIMAL.get(exponent / 3 + 3);
  }
}
