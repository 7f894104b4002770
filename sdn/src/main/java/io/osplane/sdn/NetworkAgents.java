package io.osplane.sdn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.error.OsplaneException;
import io.osplane.health.Condition;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the agents of the back end report to Neutron. Pods that are ready, and are not known to
 * Neutron under the names of their hosts, would be no use.
 */
final class NetworkAgents {
  private static final String PATH = "/v2.0/agents?fields=host&fields=agent_type&fields=alive";
  private static final ObjectMapper JSON = new ObjectMapper();

  private NetworkAgents() {}

  /** Asks as the service's own user. */
  static List<Condition> of(IdentityClaim user, Probe probe) {
    try {
      OpenStackApi api = OpenStackApi.as(probe, user);
      return judge(api.send(user.type(), "GET", PATH, Map.of(), ""));
    } catch (OsplaneException e) {
      return List.of(unknown(e.problem(), e.remedy()));
    }
  }

  /** What the list says: one condition for each host with an agent that is silent. */
  static List<Condition> judge(Answer answer) {
    JsonNode agents = agents(answer);
    if (!agents.isArray()) {
      return List.of(
          unknown("GET /v2.0/agents answers " + answer.status(), "Look at the log of Neutron"));
    }
    SortedMap<String, TreeSet<String>> silent = new TreeMap<>();
    for (JsonNode agent : agents) {
      if (!agent.path("alive").asBoolean()) {
        silent
            .computeIfAbsent(agent.path("host").asText(), host -> new TreeSet<>())
            .add(agent.path("agent_type").asText());
      }
    }
    return silent.isEmpty()
        ? List.of(alive(agents.size()))
        : silent.entrySet().stream()
            .map(e -> silent(e.getKey(), String.join(", ", e.getValue())))
            .toList();
  }

  private static Condition alive(int number) {
    return number == 0
        ? Condition.healthy("NoAgents", "Neutron knows of no agent")
        : Condition.healthy(
            "AgentsReport", number == 1 ? "1 agent reports" : number + " agents report");
  }

  private static Condition silent(String host, String agents) {
    return Condition.degraded(
        "AgentSilent",
        "host " + host + ": does not report to Neutron: " + agents,
        "Look at the pods of the network back end there; of a host that is gone,"
            + " Compute.on(cloud).remove forgets them");
  }

  private static Condition unknown(String problem, String remedy) {
    return Condition.unknown("AgentsNotAsked", "its agents were not asked for: " + problem, remedy);
  }

  private static JsonNode agents(Answer answer) {
    try {
      return JSON.readTree(answer.status() == 200 ? answer.body() : "{}").path("agents");
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
