package io.osplane.spi;

import io.fabric8.kubernetes.api.model.Quantity;
import io.osplane.error.Violation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the fields {@code storage} and {@code storageClass} of a component's spec must keep to. */
public final class VolumeRules {
  private static final Pattern CLASS =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*+");
  private static final int LONGEST = 253;

  /** No volume of use is smaller; a size below it has lost its unit. */
  private static final BigDecimal LEAST = BigDecimal.valueOf(1L << 20);

  private VolumeRules() {}

  /**
   * What is wrong with them; empty if nothing is.
   *
   * @param storage the size of a volume, a Kubernetes quantity of at least 1 MiB
   * @param storageClass the name of a StorageClass; empty for the cluster's default
   */
  public static List<Violation> violations(String storage, Optional<String> storageClass) {
    return Stream.of(size("storage", storage), storageClass(storageClass))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What is wrong with the size of a volume, said of this path. */
  public static Optional<Violation> size(String path, String storage) {
    return wrongSize(storage)
        .map(
            problem ->
                new Violation(
                    path,
                    "'" + storage + "' " + problem,
                    "use a Kubernetes quantity such as 10Gi"));
  }

  /** What is wrong with the name of a StorageClass; empty for the cluster's default. */
  public static Optional<Violation> storageClass(Optional<String> storageClass) {
    return storageClass
        .filter(name -> name.length() > LONGEST || !CLASS.matcher(name).matches())
        .map(name -> new Violation("storageClass", "cannot be '" + name + "'", "as fast-ssd"));
  }

  private static Optional<String> wrongSize(String storage) {
    try {
      BigDecimal bytes = Quantity.parse(storage).getNumericalAmount();
      return bytes.compareTo(LEAST) < 0 ? Optional.of("is less than 1Mi") : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.of("is no size");
    }
  }
}
