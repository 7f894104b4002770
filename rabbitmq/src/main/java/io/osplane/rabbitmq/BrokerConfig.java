package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.Quantity;
import io.osplane.SecretRef;
import io.osplane.spi.Resource;
import io.osplane.spi.SecretTemplate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The broker's configuration files. */
final class BrokerConfig {
  /** Keys below which nothing may be set by options: identity, formation, limits, accounts. */
  private static final List<String> RESERVED =
      List.of(
          "cluster_formation.",
          "default_",
          "definitions.",
          "disk_free_limit.",
          "listeners.",
          "load_definitions",
          "log.",
          "loopback_users",
          "vm_memory_high_watermark.");

  private static final BigDecimal HEADROOM_AT_MOST = BigDecimal.valueOf(2L << 30);
  private static final BigDecimal DISK_FREE_AT_MOST = BigDecimal.valueOf(2_000_000_000L);
  private static final BigDecimal LOG_AT_MOST = BigDecimal.valueOf(512L << 20);
  private static final BigDecimal LOG_SHARE = BigDecimal.valueOf(32);
  private static final BigDecimal FIVE = BigDecimal.valueOf(5);

  private BrokerConfig() {}

  /** The files whose change restarts the members. */
  static Map<String, String> rolling(RabbitMqSpec spec, Quantity memoryLimit) {
    Map<String, String> files = new TreeMap<>();
    files.put("rabbitmq.conf", main(spec, memoryLimit));
    for (String file : List.of("enabled_plugins", "prepare.sh", "start.sh", "stop.sh")) {
      files.put(file, Resource.text(RabbitMq.class, file));
    }
    return files;
  }

  /** The list of members: only an empty member reads it, so its change restarts nothing. */
  static String members(Names names) {
    StringBuilder text = new StringBuilder();
    text.append("cluster_formation.target_cluster_size_hint = %d\n".formatted(names.replicas()));
    int number = 1;
    for (String node : names.nodes()) {
      text.append("cluster_formation.classic_config.nodes.%d = %s\n".formatted(number++, node));
    }
    return text.toString();
  }

  /** The account that an empty cluster is born with, instead of {@code guest}. */
  static String account(SecretRef password) {
    return "default_user = osplane\ndefault_pass = " + SecretTemplate.value(password) + "\n";
  }

  /** Whether a key of {@code rabbitmq.conf} is Osplane's. */
  static boolean owns(String key) {
    return ownKeys().contains(key) || RESERVED.stream().anyMatch(key::startsWith);
  }

  private static SortedSet<String> ownKeys() {
    return Resource.text(RabbitMq.class, "rabbitmq.conf")
        .lines()
        .filter(line -> line.contains(" = "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String main(RabbitMqSpec spec, Quantity memoryLimit) {
    String text =
        Resource.text(RabbitMq.class, "rabbitmq.conf")
            .replace("@NAME@", spec.name().value())
            .replace("@MEMORY@", memory(memoryLimit.getNumericalAmount()).toString())
            .replace("@LOG@", log(memoryLimit.getNumericalAmount()).toPlainString())
            .replace("@DISK@", diskFree(Quantity.parse(spec.storage()).getNumericalAmount()));
    return spec.options().entrySet().stream()
        .map(option -> option.getKey() + " = " + option.getValue() + "\n")
        .collect(Collectors.joining("", text, ""));
  }

  private static BigDecimal memory(BigDecimal limit) {
    return whole(limit.subtract(limit.divide(FIVE).min(HEADROOM_AT_MOST)));
  }

  private static BigDecimal log(BigDecimal limit) {
    return whole(limit.divide(LOG_SHARE).min(LOG_AT_MOST));
  }

  private static String diskFree(BigDecimal storage) {
    return whole(storage.divide(FIVE).min(DISK_FREE_AT_MOST)).toPlainString();
  }

  private static BigDecimal whole(BigDecimal bytes) {
    return new BigDecimal(bytes.toBigInteger());
  }
}
