package io.osplane.testkit.fidelity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What Osplane relies on, asserted of one API server; the simulated one and a real one agree. */
abstract class ApiFidelity
    implements ApplyScenarios,
        FieldScenarios,
        DefaultScenarios,
        RefusalScenarios,
        WatchScenarios,
        DeletionScenarios,
        RightsScenarios,
        StatefulSetScenarios,
        DeploymentScenarios,
        DaemonSetScenarios,
        JobScenarios,
        PodScenarios,
        ContainerScenarios {
  private World world;
  private Site site;

  abstract World world();

  @BeforeEach
  void open() {
    world = world();
    site = Site.open(world);
  }

  @AfterEach
  void close() {
    site.close();
    world.close();
  }

  @Override
  public Site site() {
    return site;
  }
}
