package io.osplane.rabbitmq;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What oslo.messaging must be told so that every queue survives the loss of a member. */
final class MessagingOptions {
  /** A stream needs so many members to be replicated. */
  private static final int STREAM_MEMBERS = 3;

  private MessagingOptions() {}

  static Map<String, String> of(int members) {
    Map<String, String> options = new TreeMap<>();
    options.put("rabbit_quorum_queue", "true");
    options.put("rabbit_transient_quorum_queue", "true");
    options.put("use_queue_manager", "true");
    options.put("amqp_durable_queues", "true");
    options.put("heartbeat_timeout_threshold", "60");
    options.put("heartbeat_rate", "3");
    options.put("kombu_failover_strategy", "shuffle");
    options.put("kombu_reconnect_delay", "1.0");
    options.put("rabbit_retry_interval", "1");
    options.put("rabbit_interval_max", "30");
    options.put("rabbit_transient_queues_ttl", "1800");
    if (members >= STREAM_MEMBERS) {
      options.put("rabbit_stream_fanout", "true");
      options.put("rabbit_qos_prefetch_count", "10");
    }
    return Collections.unmodifiableMap(options);
  }
}
