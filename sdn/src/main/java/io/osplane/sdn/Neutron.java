package io.osplane.sdn;

import io.osplane.ComponentSpec;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.service.ApiService;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Neutron: an API service that must agree with its back end, and knows how the agents of that are.
 */
public final class Neutron implements Component<ApiServiceSpec> {
  private static final String ANSWERS = "ApiAnswers";
  private final ApiService api = ApiService.of("neutron", Neutron.class);

  @Override
  public String kind() {
    return api.kind();
  }

  @Override
  public Class<ApiServiceSpec> specType() {
    return api.specType();
  }

  @Override
  public ApiServiceSpec defaults() {
    return api.defaults();
  }

  @Override
  public List<Violation> validate(ApiServiceSpec spec, Plane plane) {
    return api.validate(spec, plane);
  }

  @Override
  public List<Violation> clashes(ApiServiceSpec spec, List<ComponentSpec> others, Plane plane) {
    return NeutronRules.clashes(spec, others, plane);
  }

  @Override
  public List<SpecRule> rules() {
    return Stream.concat(api.rules().stream(), NeutronRules.rules().stream()).toList();
  }

  @Override
  public List<Claim<?>> claims(ApiServiceSpec spec, Plane plane) {
    return api.claims(spec, plane);
  }

  @Override
  public List<Task> recipe(Change<ApiServiceSpec> change) {
    return api.recipe(change);
  }

  /** An API that does not answer is not asked for agents, too. */
  @Override
  public List<Condition> probe(ApiServiceSpec spec, Probe probe) {
    List<Condition> found = new ArrayList<>(api.probe(spec, probe));
    if (found.stream().anyMatch(c -> c.code().equals(ANSWERS))) {
      claims(spec, probe.plane()).stream()
          .filter(IdentityClaim.class::isInstance)
          .map(IdentityClaim.class::cast)
          .forEach(user -> found.addAll(NetworkAgents.of(user, probe)));
    }
    return List.copyOf(found);
  }
}
