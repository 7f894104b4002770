package io.osplane.sdn;

import io.osplane.ComponentSpec;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.service.ApiService;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import java.util.List;
import java.util.stream.Stream;

/** Neutron: an API service that must agree with its back end. */
public final class Neutron implements Component<ApiServiceSpec> {
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

  @Override
  public List<Condition> probe(ApiServiceSpec spec, Probe probe) {
    return api.probe(spec, probe);
  }
}
