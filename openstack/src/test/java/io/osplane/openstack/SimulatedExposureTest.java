package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.OperationFailedException;
import io.osplane.galera.GaleraSpec;
import io.osplane.health.Status;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The names under which a cloud is reached from outside: given, changed, taken back. */
class SimulatedExposureTest {
  private SimulatedCluster cluster;
  private KubernetesClient admin;
  private ControlPlane cloud;

  private static ControlPlaneSpec.Builder inside() {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(1))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(1))
        .component(OpenStack.placement(1));
  }

  private static ControlPlaneSpec exposed(Exposure exposure) {
    return inside()
        .exposure(exposure)
        .component(EdgeSpec.of(1).withEntrance(Entrance.NODE_PORT))
        .build();
  }

  @BeforeEach
  void open() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    Namespace unused =
        admin
            .resource(
                new NamespaceBuilder().withNewMetadata().withName("cloud").endMetadata().build())
            .create();
    cloud = ControlPlane.builder().name("cloud").kubeconfig(cluster.kubeconfig()).build();
  }

  @AfterEach
  void close() {
    cloud.close();
    admin.close();
    cluster.close();
  }

  private Set<String> endpoints() {
    return new SimulatedTenant(cluster, admin, cloud.access()).endpoints();
  }

  @Test
  void deploy_withADomain_putsItIntoTheCatalogueForThoseOutsideOnly() {
    cloud.deploy(exposed(Exposure.at("one.example").withPort(30443))).apply();

    assertThat(endpoints())
        .contains(
            "public https://keystone.one.example:30443/v3",
            "internal http://keystone.cloud.svc:5000/v3",
            "public https://placement.one.example:30443",
            "internal http://placement.cloud.svc:8778");
    assertThat(cloud.access().externalAuthUrl()).isEqualTo("https://keystone.one.example:30443/v3");
    SecretRef authority = cloud.access().authority().orElseThrow();
    assertThat(admin.secrets().inNamespace("cloud").withName(authority.name()).get().getData())
        .containsKey(authority.key());
  }

  @Test
  void deploy_withAnotherDomain_isOnePlanThatReachesWhoKnowsIt() {
    cloud.deploy(exposed(Exposure.at("one.example"))).apply();

    Plan plan = cloud.deploy(exposed(Exposure.at("two.example"))).plan();
    Set<String> touched =
        plan.steps().stream().map(step -> step.id().split("/", 2)[0]).collect(Collectors.toSet());
    cloud.deploy(exposed(Exposure.at("two.example"))).apply(plan);

    assertThat(touched).containsExactlyInAnyOrder("edge", "keystone");
    assertThat(endpoints())
        .contains("public https://keystone.two.example/v3", "public https://placement.two.example")
        .noneMatch(e -> e.contains("one.example"));
    assertThat(cloud.deploy(exposed(Exposure.at("two.example"))).plan().isEmpty()).isTrue();
  }

  @Test
  void deploy_whenExposureIsTakenBack_takesTheNamesOutAndTheDoorAway() {
    cloud.deploy(exposed(Exposure.at("one.example"))).apply();

    cloud.deploy(inside().removing(ComponentName.of("edge")).build()).apply();

    assertThat(endpoints()).noneMatch(e -> e.contains("example"));
    assertThat(admin.services().inNamespace("cloud").withName("edge").get()).isNull();
    assertThat(cloud.access().externalAuthUrl()).isEmpty();
  }

  @Test
  void deploy_withAnotherRegion_isOnePlan_newNameFirst_oldNameLast() {
    cloud.deploy(inside().build()).apply();
    ControlPlaneSpec moved = inside().region("North").build();

    Plan plan = cloud.deploy(moved).plan();
    List<String> order = plan.steps().stream().map(Step::id).toList();
    cloud.deploy(moved).apply(plan);

    assertThat(order.indexOf("keystone/identity-placement"))
        .isNotNegative()
        .isLessThan(order.indexOf("placement/servers"));
    assertThat(order.indexOf("keystone/leave-region"))
        .isGreaterThan(order.indexOf("placement/ready"))
        .isGreaterThan(order.indexOf("keystone/ready"));
    assertThat(new SimulatedTenant(cluster, admin, cloud.access()).regions())
        .containsExactly("identity North", "placement North");
    assertThat(cloud.deploy(moved).plan().isEmpty()).isTrue();
    cloud.deploy(inside().build()).apply();
    assertThat(new SimulatedTenant(cluster, admin, cloud.access()).regions())
        .containsExactly("identity RegionOne", "placement RegionOne");
  }

  @Test
  void deploy_whenNobodyBringsRequestsIn_isRefused() {
    ControlPlaneSpec spec = inside().exposure(Exposure.at("one.example")).build();

    InvalidSpecException refused =
        catchThrowableOfType(InvalidSpecException.class, () -> cloud.deploy(spec).plan());

    assertThat(refused.violations()).anySatisfy(v -> assertThat(v.problem()).contains("EXPOSURE"));
  }

  private void keep(Duration left, String... names) {
    Instant now = Instant.now();
    String pem = DoorCertificates.pem(now.minus(Duration.ofDays(60)), now.plus(left), names);
    var unused =
        admin.resource(DoorCertificates.secret("cloud", "site", pem)).createOr(r -> r.update());
  }

  private static List<String> certificate(ControlPlane cloud) {
    return cloud.health().conditions().get(ComponentName.of("edge")).stream()
        .filter(c -> c.code().startsWith("Certificate"))
        .map(c -> c.status() + " " + c.code())
        .toList();
  }

  @Test
  void health_ofAGivenCertificate_followsItsSecretAndTheClock() {
    keep(Duration.ofDays(30), "*.one.example");
    cloud.deploy(exposed(Exposure.at("one.example").withCertificate("site"))).apply();
    assertThat(certificate(cloud)).containsExactly("HEALTHY CertificateGood");
    assertThat(cloud.health().status()).isEqualTo(Status.HEALTHY);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(20));
    try (ControlPlane then =
        ControlPlane.builder()
            .name("cloud")
            .kubeconfig(cluster.kubeconfig())
            .clock(later)
            .build()) {
      assertThat(certificate(then)).containsExactly("DEGRADED CertificateEnds");
    }

    keep(Duration.ofDays(-1), "*.one.example");
    assertThat(certificate(cloud)).containsExactly("DOWN CertificateExpired");
    keep(Duration.ofDays(30), "placement.one.example");
    assertThat(certificate(cloud)).containsExactly("DOWN CertificateNames");
    assertThat(cloud.health().describe())
        .contains("does not name keystone.one.example", "*.one.example into Secret site");
    keep(Duration.ofDays(30), "placement.one.example", "keystone.one.example");
    assertThat(certificate(cloud)).containsExactly("HEALTHY CertificateGood");
    var unused = admin.secrets().inNamespace("cloud").withName("site").delete();
    assertThat(certificate(cloud)).containsExactly("DEGRADED CertificateMissing");
  }

  @Test
  void health_ofTheOwnAuthority_isGoodForYears() {
    cloud.deploy(exposed(Exposure.at("one.example"))).apply();

    assertThat(certificate(cloud)).containsExactly("HEALTHY CertificateGood");
  }

  @Test
  void deploy_whenTheGivenCertificateIsMissing_namesItsSecret() {
    ControlPlane hasty =
        ControlPlane.builder()
            .name("cloud")
            .kubeconfig(cluster.kubeconfig())
            .patience(Duration.ofMillis(500))
            .build();
    try (hasty) {
      ControlPlaneSpec spec = exposed(Exposure.at("one.example").withCertificate("site"));
      assertThat(
              catchThrowableOfType(
                  OperationFailedException.class, () -> hasty.deploy(spec).apply()))
          .hasStackTraceContaining("site");
    }
  }
}
