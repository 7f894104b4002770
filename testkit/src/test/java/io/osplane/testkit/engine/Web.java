package io.osplane.testkit.engine;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.osplane.health.Condition;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Component;
import io.osplane.spi.Manifests;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.util.List;

/** A web server: one Deployment. */
final class Web implements Component<WebSpec> {
  @Override
  public String kind() {
    return "web";
  }

  @Override
  public Class<WebSpec> specType() {
    return WebSpec.class;
  }

  @Override
  public List<Task> recipe(Change<WebSpec> change) {
    return List.of(Apply.of("servers", deployment(change.spec(), change.manifests())));
  }

  private static Deployment deployment(WebSpec spec, Manifests manifests) {
    return new DeploymentBuilder()
        .withMetadata(manifests.scaled("web", spec.replicas()))
        .withNewSpec()
        .withReplicas(spec.replicas().min())
        .withSelector(manifests.selector("server"))
        .withTemplate(pod(spec, manifests))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec pod(WebSpec spec, Manifests manifests) {
    return manifests
        .pod("server", 1000, 1000)
        .editSpec()
        .addToContainers(manifests.container("web", "web", 10, 16).withImage(spec.image()).build())
        .endSpec()
        .build();
  }

  @Override
  public List<Condition> probe(WebSpec spec, Probe probe) {
    return List.of(Condition.healthy("Serving", "it serves"));
  }
}
